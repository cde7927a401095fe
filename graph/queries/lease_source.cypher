// Writing to the source first makes a second importer of it wait here until this one has committed.
MERGE (s:Source {id: $source})
SET s.asked = $holder
RETURN s.holder, s.beat
