MATCH (i:Import {id: $import})-[:OF]->(s:Source {id: $source})
WHERE s.holder = $holder
SET i += $counts, i.state = $state, i.done = $done, i.total = $total
SET s.holder = null, s.asked = null, s.beat = null
SET s.published = CASE
  WHEN $state = 'complete' AND coalesce(s.published, '') < i.published THEN i.published
  ELSE s.published
END
