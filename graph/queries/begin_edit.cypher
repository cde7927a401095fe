// All that an edit must know before it looks at what it is about, in one round trip; sources and
// mergers in one record each, for there are as many sources as answers to surveys.
MATCH (w:Write {key: $key}) RETURN 'write' AS what, [[w.hash, w.answer]] AS found
UNION ALL
MATCH (s:Source) RETURN 'ranks' AS what, collect([s.id, s.rank]) AS found
UNION ALL
MATCH (m:Merged) RETURN 'mergers' AS what, collect([m.id, m.into]) AS found
