// Partnerships too, for a goal may wait for the one that pursues it.
UNWIND $ids AS id
MATCH (n:Organisation {id: id})
RETURN id
UNION ALL
UNWIND $ids AS id
MATCH (m:Merged {id: id})
RETURN id
UNION ALL
UNWIND $ids AS id
MATCH (p:Partnership {id: id})
RETURN id
