CREATE (k:Key)
SET k = $key
