// Home stands for the label under which the thing is found.
MATCH (n:Home {id: $id})<-[:ABOUT]-(f:Fact)
RETURN f.import
