MATCH (r:Run {id: $id}) WHERE r.state = 'running'
SET r.state = $state, r.ended = $at, r.step = null,
    r.done = CASE WHEN $state = 'complete' THEN r.total ELSE r.done END
RETURN r.id
