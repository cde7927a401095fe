MATCH (c:Citation {key: $key})
RETURN c.finding, c.network, c.sees, c.at, c.by
