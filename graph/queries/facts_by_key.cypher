UNWIND $keys AS key
MATCH (f:Fact {key: key})
RETURN f.key, f.source, f.line, f.published, f.import, f.hash, f.content, f.past, f.waitsFor
