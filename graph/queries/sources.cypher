// Every publication that was ever imported; neither answers to surveys nor what is said by hand.
MATCH (s:Source)
WHERE NOT s.id STARTS WITH 'survey:' AND NOT s.id STARTS WITH 'edits:'
RETURN s.id, s.name, s.publisher, s.licence, s.published
ORDER BY s.name, s.id
