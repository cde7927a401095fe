// KIND stands for the type of the ties, Start and Home for the labels under which they are found
// where they start and end.
UNWIND $rows AS row
MATCH (a:Start {id: row[0]})
MATCH (b:Home {id: row[1]})
MERGE (a)-[r:KIND {since: row[2]}]->(b)
SET r = row[3]
