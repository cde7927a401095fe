MATCH (o:Organisation) WHERE o.id IN $organisations
RETURN o.id AS id, properties(o) AS said
UNION ALL
MATCH (p:Partnership) WHERE p.id IN $partnerships
RETURN p.id AS id, properties(p) AS said
