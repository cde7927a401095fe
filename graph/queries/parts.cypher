MATCH (o:Organisation {id: $id})<-[:IN_TRUST|IN_LA|IN_DIOCESE|IN_GROUP|ABSENT]-(p:Organisation)
RETURN DISTINCT p.id
