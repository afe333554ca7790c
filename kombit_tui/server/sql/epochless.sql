SELECT parent_id || '/collections/' || id AS uri
FROM objects
WHERE resource_name = 'collection' AND NOT deleted AND data->>'epoch' IS NULL
ORDER BY uri;
