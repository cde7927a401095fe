// An id that leads nowhere else any more is no code of anything.
MATCH (i:Identifier {key: $other})
WHERE NOT EXISTS { MATCH (i)<-[:IDENTIFIED_BY]-(:Organisation) }
DELETE i
