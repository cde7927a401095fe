// Home stands for the label under which these things are found.
UNWIND $rows AS row
MATCH (n:Home {id: row[0]})
CREATE (n)-[:WAS]->(v:Version)
SET v = row[1]
