// Analyses that are worked out once; the parts are what came of them.
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (n:Run) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT run_part_key IF NOT EXISTS FOR (n:RunPart) REQUIRE n.key IS UNIQUE;
CREATE INDEX run_part_run IF NOT EXISTS FOR (n:RunPart) ON (n.run);
CREATE INDEX run_question IF NOT EXISTS FOR (n:Run) ON (n.question);
