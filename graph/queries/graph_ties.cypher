MATCH (a)-[r:IN_TRUST|IN_LA|IN_DIOCESE|IN_GROUP|MEMBER_OF|ASKED|ABSENT|IDENTIFIED_BY]->(b)
RETURN a.id, type(r), coalesce(b.id, b.key), properties(r)
