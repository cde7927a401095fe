UNWIND $parts AS part
CREATE (p:RunPart)
SET p = part
