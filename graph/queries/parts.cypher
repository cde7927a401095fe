// What has a tie to an organisation that must lead elsewhere when it becomes another.
MATCH (o:Organisation {id: $id})<-[:IN_TRUST|IN_LA|IN_DIOCESE|IN_GROUP|ABSENT]-(p:Organisation)
RETURN DISTINCT p.id
UNION ALL
MATCH (o:Organisation {id: $id})<-[:OWNED_BY]-(p:Goal)
RETURN DISTINCT p.id
