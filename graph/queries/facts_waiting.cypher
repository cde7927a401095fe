// Facts whose tie could not be made, and can be now.
MATCH (f:Fact) WHERE f.waitsFor >= ''
MATCH (n:Organisation {id: f.waitsFor})
RETURN f.key
UNION ALL
MATCH (f:Fact) WHERE f.waitsFor >= 'partnership:' AND f.waitsFor < 'partnership;'
MATCH (n:Partnership {id: f.waitsFor})
RETURN f.key
