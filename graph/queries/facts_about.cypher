// Home stands for the label under which these things are found. The comprehension begins at the
// thing: begun at the fact, the embedded engine reads every fact for each thing.
UNWIND $Home AS id
MATCH (n:Home {id: id})
RETURN 'thing' AS what, [id, n.kind, [(n)<-[:ABOUT]-(f:Fact) | f.key]] AS found
