-- Entries of the audit history older than %(days)s days; the newest of each bucket stays.
DELETE FROM objects AS old
WHERE old.resource_name = 'history'
  AND old.last_modified < (now() AT TIME ZONE 'utc') - make_interval(days => %(days)s)
  AND old.last_modified < (
      SELECT max(newer.last_modified)
      FROM objects AS newer
      WHERE newer.parent_id = old.parent_id AND newer.resource_name = 'history'
  );
