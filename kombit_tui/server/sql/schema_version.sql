SELECT max(value::integer) AS version FROM metadata WHERE name = 'storage_schema_version';
