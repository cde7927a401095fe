MERGE (s:Source {id: $source})
SET s += $about
