SELECT parent_id, id, data
FROM objects
WHERE resource_name = 'record' AND NOT deleted
ORDER BY parent_id, id;
