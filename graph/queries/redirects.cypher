MATCH (m:Merged)-[:NOW]->(n:Organisation) RETURN m.id, n.id
