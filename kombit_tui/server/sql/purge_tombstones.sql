-- Marks of deleted records older than %(days)s days, in the bucket and collection they belong to
-- and nowhere else. The newest row of a collection stays, so that its ETag never goes back.
-- (`kinto purge-deleted` deletes live records of other buckets that share an id: never use it.)
DELETE FROM objects AS old
WHERE old.deleted
  AND old.resource_name = 'record'
  AND old.last_modified < (now() AT TIME ZONE 'utc') - make_interval(days => %(days)s)
  AND old.last_modified < (
      SELECT max(newer.last_modified)
      FROM objects AS newer
      WHERE newer.parent_id = old.parent_id AND newer.resource_name = 'record'
  );
