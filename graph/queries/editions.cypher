UNWIND $sources AS source
MATCH (s:Source {id: source})<-[:OF]-(i:Import) WHERE i.state = 'complete'
RETURN DISTINCT source, i.published
