MATCH (w:Write) WHERE w.key IN $keys
OPTIONAL MATCH (k:Key {id: w.by})
RETURN coalesce(k.name, w.by), w.at ORDER BY w.at DESC LIMIT 1
