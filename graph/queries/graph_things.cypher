MATCH (n) WHERE n:Organisation OR n:Partnership OR n:Round OR n:District OR n:Identifier
  OR n:Goal OR n:Milestone OR n:GoalMeasure OR n:Observation
RETURN coalesce(n.id, n.key), properties(n)
