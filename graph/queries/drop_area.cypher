MATCH (a:Area {id: $id})
DELETE a
