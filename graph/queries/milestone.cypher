// A milestone and its measures: of each its id, what it is ordered by, and what a version tells.
MATCH (s:Milestone) WHERE s.id IN $ids
RETURN properties(s) AS whole, COLLECT {
  MATCH (s)<-[r:MEASURES]-(m:GoalMeasure) WHERE r.until = '9999-12-31'
  RETURN [m.id, m.sortKey, m.name, m.unit, m.baseline, m.target, m.direction]
} AS measures
