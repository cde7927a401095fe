MATCH (h:AuditHead {key: 'audit'})
SET h.hash = $hash
CREATE (e:Audit)
SET e = $entry
