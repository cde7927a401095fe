UNWIND $rows AS row
MATCH (n:Organisation {id: row[0]})-[r:IDENTIFIED_BY]->(i:Identifier {key: row[1]})
DELETE r
