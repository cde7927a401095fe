// For each import its source, its id, what is known of the source, and what of the edition.
UNWIND $rows AS row
MATCH (s:Source {id: row[0]})
SET s += row[2], s.holder = $holder, s.beat = $now
MERGE (i:Import {id: row[1]})
SET i += row[3], i.source = row[0], i.state = 'running', i.holder = $holder,
  i.done = 0, i.total = null
MERGE (i)-[:OF]->(s)
