UNWIND $keys AS key
MATCH (f:Fact {key: key})-[r:ABOUT]->(k:Organisation {id: $keep})
DELETE r
