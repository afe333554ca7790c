"""The real Kinto on the real PostgreSQL: what it must promise for the sync to hold."""
