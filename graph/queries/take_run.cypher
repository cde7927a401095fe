MATCH (r:Run {id: $id})
SET r += $about, r.state = 'running', r.holder = $holder, r.beat = $now, r.ended = null, r.done = 0, r.step = null
RETURN r.id
