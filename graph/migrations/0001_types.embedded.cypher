// The embedded engine keys an index that is made while a label is empty by text, and numbers
// then sort 10, 100, 2: so the type of every indexed property is stated before its index.
CREATE CONSTRAINT meta_key_type IF NOT EXISTS FOR (n:Meta) REQUIRE n.key IS :: STRING;
CREATE CONSTRAINT organisation_id_type IF NOT EXISTS FOR (n:Organisation) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT organisation_sort_type IF NOT EXISTS FOR (n:Organisation) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT organisation_since_type IF NOT EXISTS FOR (n:Organisation) REQUIRE n.since IS :: STRING;
CREATE CONSTRAINT school_id_type IF NOT EXISTS FOR (n:School) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT school_sort_type IF NOT EXISTS FOR (n:School) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT school_since_type IF NOT EXISTS FOR (n:School) REQUIRE n.since IS :: STRING;
CREATE CONSTRAINT school_pupils_type IF NOT EXISTS FOR (n:School) REQUIRE n.pupilsOrder IS :: INTEGER;
CREATE CONSTRAINT trust_sort_type IF NOT EXISTS FOR (n:Trust) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT la_sort_type IF NOT EXISTS FOR (n:LocalAuthority) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT diocese_sort_type IF NOT EXISTS FOR (n:Diocese) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT community_sort_type IF NOT EXISTS FOR (n:CommunityOrganisation) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT group_sort_type IF NOT EXISTS FOR (n:Group) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT partnership_id_type IF NOT EXISTS FOR (n:Partnership) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT partnership_sort_type IF NOT EXISTS FOR (n:Partnership) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT partnership_since_type IF NOT EXISTS FOR (n:Partnership) REQUIRE n.since IS :: STRING;
CREATE CONSTRAINT round_id_type IF NOT EXISTS FOR (n:Round) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT round_sort_type IF NOT EXISTS FOR (n:Round) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT identifier_key_type IF NOT EXISTS FOR (n:Identifier) REQUIRE n.key IS :: STRING;
CREATE CONSTRAINT fact_key_type IF NOT EXISTS FOR (n:Fact) REQUIRE n.key IS :: STRING;
CREATE CONSTRAINT fact_source_type IF NOT EXISTS FOR (n:Fact) REQUIRE n.source IS :: STRING;
CREATE CONSTRAINT fact_waits_type IF NOT EXISTS FOR (n:Fact) REQUIRE n.waitsFor IS :: STRING;
CREATE CONSTRAINT source_id_type IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT import_id_type IF NOT EXISTS FOR (n:Import) REQUIRE n.id IS :: STRING;
