// All that was known of it follows from facts, which stay.
MATCH (o:Organisation {id: $other})
DETACH DELETE o
