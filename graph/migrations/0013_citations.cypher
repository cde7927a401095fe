// Findings that somebody cited; the key is a digest, for an id may be longer than an index takes.
CREATE CONSTRAINT citation_key IF NOT EXISTS FOR (n:Citation) REQUIRE n.key IS UNIQUE;
