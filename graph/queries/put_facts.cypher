UNWIND $rows AS row
MERGE (f:Fact {key: row[0]})
SET f += row[1]
