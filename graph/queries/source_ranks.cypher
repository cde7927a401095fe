MATCH (s:Source) RETURN s.id, s.rank
