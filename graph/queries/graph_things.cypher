MATCH (n) WHERE n:Organisation OR n:Partnership OR n:Round OR n:Identifier
RETURN coalesce(n.id, n.key), properties(n)
