// The facts of an edition that says again what an earlier one said.
UNWIND $rows AS row
MATCH (f:Fact {key: row[0]})
SET f.line = row[1], f.published = $published, f.import = $import
