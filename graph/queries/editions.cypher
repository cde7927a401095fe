MATCH (i:Import {state: 'complete'})-[:OF]->(:Source {id: $source})
RETURN DISTINCT i.published ORDER BY i.published
