MERGE (a:Area {id: $id})
SET a += $area
