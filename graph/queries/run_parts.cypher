MATCH (p:RunPart) WHERE p.run = $run
RETURN p.measure, p.number, p.text
