// Partnerships too, for a goal may wait for the one that pursues it. All of them in one record: a
// record costs the driver more than the id in it.
UNWIND $ids AS id
MATCH (n:Organisation {id: id})
RETURN collect(id) AS ids
UNION ALL
UNWIND $ids AS id
MATCH (m:Merged {id: id})
RETURN collect(id) AS ids
UNION ALL
UNWIND $ids AS id
MATCH (p:Partnership {id: id})
RETURN collect(id) AS ids
