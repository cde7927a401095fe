MATCH (n) WHERE n:Organisation OR n:Partnership OR n:Round OR n:District OR n:Identifier
RETURN coalesce(n.id, n.key), properties(n)
