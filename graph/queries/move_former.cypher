MATCH (o:Organisation {id: $other})<-[:NOW]-(m:Merged)
MATCH (k:Organisation {id: $keep})
MERGE (m)-[:NOW]->(k)
