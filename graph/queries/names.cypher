// Each part in one record: a record costs the driver more than what is in it.
MATCH (o:Organisation)
RETURN collect(['named', o.id, o.name, o.kind, o.town, o.phase, o.status, o.until]) AS v
UNION ALL
MATCH (o:Organisation)-[r:IN_LA]->(l:LocalAuthority) WHERE r.until = '9999-12-31'
RETURN collect(['in', o.id, l.id]) AS v
UNION ALL
MATCH (o:Organisation)-[:IDENTIFIED_BY]->(i:Identifier)
RETURN collect(['code', o.id, i.key]) AS v
