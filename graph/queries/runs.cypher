MATCH (r:Run) RETURN properties(r) ORDER BY r.began DESC, r.id LIMIT $most
