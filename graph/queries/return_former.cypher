UNWIND $former AS id
MATCH (m:Merged {id: id})-[r:NOW]->(k:Organisation)
MATCH (o:Organisation {id: $other})
DELETE r
CREATE (m)-[:NOW]->(o)
