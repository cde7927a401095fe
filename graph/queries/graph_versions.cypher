MATCH (n)-[:WAS]->(v:Version)
RETURN n.id, properties(v)
