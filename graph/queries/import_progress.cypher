MATCH (i:Import {id: $id})-[:OF]->(s:Source)
RETURN properties(i), s.name, s.holder, s.beat
