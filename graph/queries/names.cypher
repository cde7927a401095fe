MATCH (o:Organisation)
RETURN ['named', o.id, o.name, o.kind, o.town, o.phase, o.status, o.until] AS v
UNION ALL
MATCH (o:Organisation)-[r:IN_LA]->(l:LocalAuthority) WHERE r.until = '9999-12-31'
RETURN ['in', o.id, l.id] AS v
UNION ALL
MATCH (o:Organisation)-[:IDENTIFIED_BY]->(i:Identifier)
RETURN ['code', o.id, i.key] AS v
