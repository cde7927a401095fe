// All that an edit must know before it looks at what it is about, in one round trip; sources and
// mergers in one record, for there are as many sources as answers to surveys. Writing to the head
// of the log first makes another writer wait here until this one has committed.
MERGE (h:AuditHead {key: 'audit'})
SET h.number = coalesce(h.number, 0) + 1
WITH h
OPTIONAL MATCH (w:Write {key: $key})
RETURN h.number, h.hash, w.hash, w.answer,
  COLLECT { MATCH (s:Source) RETURN [s.id, s.rank] } AS ranks,
  COLLECT { MATCH (m:Merged) RETURN [m.id, m.into] } AS mergers
