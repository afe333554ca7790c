"""The local store: schema, the two ways in, the one write path, and queries that hand out rows.

Importing this package loads neither SQLAlchemy nor SQLModel; the modules that need them do.
"""
