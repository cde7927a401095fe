// Home stands for the label under which these things are found.
UNWIND $rows AS row
MATCH (n:Home {id: row[0]})-[:WAS]->(v:Version)
WHERE v.until = row[1]
DETACH DELETE v
