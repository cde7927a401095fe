// As in the first: the types of what is indexed next.
CREATE CONSTRAINT area_id_type IF NOT EXISTS FOR (n:Area) REQUIRE n.id IS :: STRING;
