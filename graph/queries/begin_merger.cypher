MATCH (k:Organisation {id: $keep})
CREATE (m:Merged {id: $other, into: $keep})
CREATE (m)-[:NOW]->(k)
