// A fact taken back: it is kept, and counts no more.
MATCH (f:Fact {key: $key})-[r:ABOUT]->()
DELETE r
SET f.key = $aside, f.past = true
