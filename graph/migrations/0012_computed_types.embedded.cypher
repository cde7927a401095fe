// As in the first: the types of what is indexed next.
CREATE CONSTRAINT citation_key_type IF NOT EXISTS FOR (n:Citation) REQUIRE n.key IS :: STRING;
CREATE CONSTRAINT run_id_type IF NOT EXISTS FOR (n:Run) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT run_question_type IF NOT EXISTS FOR (n:Run) REQUIRE n.question IS :: STRING;
CREATE CONSTRAINT run_part_key_type IF NOT EXISTS FOR (n:RunPart) REQUIRE n.key IS :: STRING;
CREATE CONSTRAINT run_part_run_type IF NOT EXISTS FOR (n:RunPart) REQUIRE n.run IS :: STRING;
