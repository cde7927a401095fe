MATCH (r:Run {id: $id}) WHERE r.holder = $holder AND r.state = 'running'
SET r.beat = $now, r.done = $done, r.step = $step
RETURN r.id
