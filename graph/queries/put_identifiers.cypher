UNWIND $rows AS row
MATCH (n:Organisation {id: row[0]})
MERGE (i:Identifier {key: row[1]})
MERGE (n)-[:IDENTIFIED_BY]->(i)
