// What lists of rounds are ordered by.
CREATE CONSTRAINT round_sort IF NOT EXISTS FOR (n:Round) REQUIRE n.sortKey IS UNIQUE;
CREATE INDEX round_since IF NOT EXISTS FOR (n:Round) ON (n.since, n.id);
