// Writing to the run first makes a second who would begin it wait here until this one has committed.
MERGE (r:Run {id: $id})
SET r.asked = $holder
RETURN r.state, r.holder, r.beat, r.measures
