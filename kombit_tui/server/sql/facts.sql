-- How the database is set up, as the server's own connections see it.
SELECT
    pg_encoding_to_char(encoding) AS encoding,
    current_setting('TimeZone') AS timezone,
    (SELECT setting::integer FROM pg_settings WHERE name = 'lock_timeout') AS lock_ms,
    (SELECT setting::integer FROM pg_settings
      WHERE name = 'idle_in_transaction_session_timeout') AS idle_ms,
    current_setting('default_transaction_isolation') AS isolation,
    current_setting('fsync') AS fsync,
    current_setting('server_version_num')::integer AS version,
    to_regclass('objects') IS NOT NULL AS is_migrated
FROM pg_database
WHERE datname = current_database();
