MATCH (m:Merged {id: $other})
DETACH DELETE m
