MATCH (p:RunPart) WHERE p.run = $run
DELETE p
