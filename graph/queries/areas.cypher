// Saved areas: all, or those of some names, each its id or what stands before the @.
MATCH (a:Area)
WHERE $names IS NULL OR a.id IN $names OR a.short IN $names
RETURN a.id, a.name, a.owner, a.visibility, a.by, a.at, a.polygon
