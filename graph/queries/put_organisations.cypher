// Kind stands for the organisation's own label. Both labels are in the pattern: the embedded
// engine skips some rows of a SET that adds one.
UNWIND $rows AS row
MERGE (n:Organisation:Kind {id: row[0]})
SET n += row[1]
