// All that an edit must know before it looks at what it is about, in one round trip.
MATCH (w:Write {key: $key}) RETURN 'write' AS what, w.hash AS a, w.answer AS b
UNION ALL
MATCH (s:Source) RETURN 'rank' AS what, s.id AS a, s.rank AS b
UNION ALL
MATCH (m:Merged) RETURN 'merged' AS what, m.id AS a, m.into AS b
