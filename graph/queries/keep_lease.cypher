// How far an import has come is noted with each batch, so that it costs no write of its own.
UNWIND $rows AS row
MATCH (s:Source {id: row[0]}) WHERE s.holder = $holder
MATCH (i:Import {id: row[1]})
SET s.beat = $now, i.done = $done, i.total = $total
RETURN s.id
