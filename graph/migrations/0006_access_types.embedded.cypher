// As in the first: the types of what is indexed next.
CREATE CONSTRAINT key_id_type IF NOT EXISTS FOR (n:Key) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT audit_number_type IF NOT EXISTS FOR (n:Audit) REQUIRE n.number IS :: INTEGER;
CREATE CONSTRAINT audit_head_key_type IF NOT EXISTS FOR (n:AuditHead) REQUIRE n.key IS :: STRING;
