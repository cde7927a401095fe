MATCH (s:Source {id: $source})
SET s += $about, s.holder = $holder, s.beat = $now
MERGE (i:Import {id: $import})
SET i += $edition, i.source = $source, i.state = 'running', i.holder = $holder,
  i.done = 0, i.total = null
MERGE (i)-[:OF]->(s)
