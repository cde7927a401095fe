MATCH (k:Key {id: $id})
SET k.revoked = coalesce(k.revoked, $now)
