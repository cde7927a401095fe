// Home stands for Partnership or Round.
UNWIND $rows AS row
MERGE (n:Home {id: row[0]})
SET n += row[1]
