// Organisations that a new one may be: by one of its codes, and by its name. A name is looked up by
// what sort keys begin with, for those have an index: the name, a space, an id.
MATCH (o:Organisation) WHERE o.id IN $codes
RETURN 'code' AS how, o.id AS id, '' AS postcode, [] AS places
UNION ALL
MATCH (i:Identifier)<-[:IDENTIFIED_BY]-(o:Organisation) WHERE i.key IN $codes
RETURN 'code' AS how, o.id AS id, '' AS postcode, [] AS places
UNION ALL
MATCH (o:Organisation) WHERE o.sortKey >= $first AND o.sortKey < $beyond AND o.folded = $folded
RETURN 'name' AS how, o.id AS id, o.postcode AS postcode,
  [(o)-[:IN_LA|IN_DIOCESE]->(p:Organisation) | p.id] AS places
