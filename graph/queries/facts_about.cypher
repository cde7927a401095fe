// Home stands for the label under which these things are found.
UNWIND $ids AS id
MATCH (n:Home {id: id})
RETURN id, n.kind, [(f:Fact)-[:ABOUT]->(n) | f.key]
