MATCH (s:Source {id: $source})
SET s += $about, s.holder = $holder, s.beat = $now
MERGE (i:Import {id: $import})
SET i += $edition, i.source = $source, i.state = 'running'
MERGE (i)-[:OF]->(s)
