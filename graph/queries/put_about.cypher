// Home stands for the label under which these things are found.
UNWIND $rows AS row
MATCH (f:Fact {key: row[0]})
MATCH (n:Home {id: row[1]})
MERGE (f)-[:ABOUT]->(n)
