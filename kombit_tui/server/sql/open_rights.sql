-- Rights given to everybody, and rights to single records, which nothing of ours gives.
SELECT object_id, permission, principal
FROM access_control_entries
WHERE (principal IN ('system.Everyone', 'system.Authenticated')
       AND (object_id, permission) <> ('/buckets/katalog/collections/katalog', 'read'))
   OR position('/records/' IN object_id) > 0
ORDER BY object_id, permission, principal
LIMIT 20;
