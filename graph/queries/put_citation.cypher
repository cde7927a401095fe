// A citation says what was found: cited again it stays as it is.
MERGE (c:Citation {key: $key})
ON CREATE SET c.id = $id, c.finding = $finding, c.network = $network, c.sees = $sees, c.at = $at, c.by = $by
RETURN c.finding, c.network, c.sees, c.at, c.by
