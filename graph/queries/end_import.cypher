// For each import its source, its id, and the counters of its report.
UNWIND $rows AS row
MATCH (s:Source {id: row[0]}) WHERE s.holder = $holder
MATCH (i:Import {id: row[1]})
SET i += row[2], i.state = $state, i.done = $done, i.total = $total
SET s.holder = null, s.asked = null, s.beat = null
SET s.published = CASE
  WHEN $state = 'complete' AND coalesce(s.published, '') < i.published THEN i.published
  ELSE s.published
END
