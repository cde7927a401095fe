// How far the import has come is noted with each batch, so that it costs no write of its own.
MATCH (s:Source {id: $source}) WHERE s.holder = $holder
MATCH (i:Import {id: $import})
SET s.beat = $now, i.done = $done, i.total = $total
RETURN s.id
