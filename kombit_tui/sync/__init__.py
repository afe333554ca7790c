"""The meeting with the server: `engine` runs it, `client` alone knows HTTP, `db.sync` the store."""
