UNWIND $sources AS source
MATCH (s:Source {id: source}) WHERE s.holder = $holder
SET s.beat = $now
RETURN s.id
