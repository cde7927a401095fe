// As in the first: the types of what is indexed next.
CREATE CONSTRAINT saved_query_id_type IF NOT EXISTS FOR (n:SavedQuery) REQUIRE n.id IS :: STRING;
