// What has been asked of the store by people, so that it is never done twice. Text needs no type
// of its own: an index of a label that is still empty keys by text on every engine.
CREATE CONSTRAINT write_key IF NOT EXISTS FOR (w:Write) REQUIRE w.key IS UNIQUE;
CREATE CONSTRAINT merged_id IF NOT EXISTS FOR (m:Merged) REQUIRE m.id IS UNIQUE;
