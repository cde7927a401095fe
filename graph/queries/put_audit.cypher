MATCH (h:AuditHead {key: 'audit'})
SET h.hash = $hash
WITH h
UNWIND $entries AS entry
CREATE (e:Audit)
SET e = entry
