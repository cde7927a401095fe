MATCH (o:Organisation {id: $other})<-[:ABOUT]-(f:Fact)
MATCH (k:Organisation {id: $keep})
MERGE (f)-[:ABOUT]->(k)
