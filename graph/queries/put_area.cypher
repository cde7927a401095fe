MERGE (a:Area {id: $id})
SET a += $kept
