// Writing to the head first makes another writer wait here until this one has committed.
MERGE (h:AuditHead {key: 'audit'})
SET h.number = coalesce(h.number, 0) + $many
RETURN h.number, h.hash
