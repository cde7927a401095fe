// Label stands for all the labels of these things: the embedded engine skips some rows of a SET
// that adds one.
UNWIND $rows AS row
CREATE (n:Label)
SET n = row[1], n.id = row[0]
