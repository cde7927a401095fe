MATCH (k:Key)
RETURN k.id, k.name, k.station, k.scope, k.created, k.expires, k.revoked, k.hash
ORDER BY k.created, k.id
