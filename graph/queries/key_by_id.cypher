MATCH (k:Key {id: $id})
RETURN k.id, k.name, k.station, k.scope, k.created, k.expires, k.revoked, k.hash
