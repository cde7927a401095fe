UNWIND $ids AS id
MATCH (n:Organisation {id: id})
RETURN id
