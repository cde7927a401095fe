// As in the first: the type of what is indexed next.
CREATE CONSTRAINT round_since_type IF NOT EXISTS FOR (n:Round) REQUIRE n.since IS :: STRING;
