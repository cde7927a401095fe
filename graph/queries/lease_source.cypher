// Writing to the source first makes a second importer of it wait here until this one has committed.
UNWIND $sources AS source
MERGE (s:Source {id: source})
SET s.asked = $holder
RETURN s.id, s.holder, s.beat
