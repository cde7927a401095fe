// The imports of publications, the newest editions first; of answers to surveys the rounds tell.
MATCH (i:Import)-[:OF]->(s:Source)
WHERE NOT s.id STARTS WITH 'survey:' AND ($id IS NULL OR i.id = $id)
RETURN properties(i), s.name, s.holder, s.beat
ORDER BY i.published DESC, i.id
LIMIT $most
