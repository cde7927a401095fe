// What brought the facts that describe a thing, not its ties, which have keys of their own. Home
// stands for the label under which it is found.
MATCH (n:Home {id: $id})<-[:ABOUT]-(f:Fact)
WHERE f.key = f.source + '/' + $id
RETURN f.import
