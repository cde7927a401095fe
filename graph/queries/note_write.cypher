// Whoever notes it first is right: a second writer of the same key changes nothing.
MERGE (w:Write {key: $key})
ON CREATE SET w.hash = $hash, w.answer = $answer, w.by = $by, w.at = $at, w.what = $what
