// As in the first migration: the type of what will be indexed, before its index.
CREATE CONSTRAINT district_id_type IF NOT EXISTS FOR (n:District) REQUIRE n.id IS :: STRING;
