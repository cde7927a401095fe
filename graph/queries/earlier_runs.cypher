MATCH (r:Run) WHERE r.question = $question AND r.id <> $id AND r.state = 'complete'
RETURN r.id
