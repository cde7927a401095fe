MERGE (q:SavedQuery {id: $id})
SET q += $kept
