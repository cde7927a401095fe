// Saved queries: all, or those of some names, each its id or what stands before the @.
MATCH (q:SavedQuery)
WHERE $names IS NULL OR q.id IN $names OR q.short IN $names
RETURN q.id, q.name, q.owner, q.visibility, q.by, q.at, q.text
