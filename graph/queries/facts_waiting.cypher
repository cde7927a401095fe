// Facts whose tie could not be made, and can be now.
MATCH (f:Fact) WHERE f.waitsFor >= ''
MATCH (n:Organisation {id: f.waitsFor})
RETURN f.key ORDER BY f.key
