// KIND stands for the type of the ties, Home for the label under which their ends are found.
UNWIND $rows AS row
MATCH (a:Organisation {id: row[0]})
MATCH (b:Home {id: row[1]})
MERGE (a)-[r:KIND {since: row[2]}]->(b)
SET r = row[3]
