"""News, the latest first, with the projects they belong to."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple


class NewsRow(NamedTuple):
    """A short dated message of a project."""

    id: str
    title: str
    """The message itself."""
    project: str | None
    date: str | None
    date_text: str | None
    source_file: str | None
    source_first: int | None
    source_last: int | None


_NEWS = """
    SELECT n.id, n.text, p.name, n.date, n.date_text, k.file, n.source_first, n.source_last
    FROM news n LEFT JOIN project p ON p.id = n.project LEFT JOIN source k ON k.id = n.source
"""
_LATEST = "ORDER BY n.date_last IS NULL, n.date_last DESC, n.seq"


def news(connection: sqlite3.Connection) -> list[NewsRow]:
    """All news."""
    return _rows(connection, "", ())


def news_between(connection: sqlite3.Connection, after: int, until: int) -> list[NewsRow]:
    """The news of the days after the day `after` up to the day `until`, as ordinals."""
    return _rows(connection, "WHERE n.date_last > ? AND n.date_first <= ?", (after, until))


def _rows(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[object]
) -> list[NewsRow]:
    rows = connection.execute(f"{_NEWS} {condition} {_LATEST}", parameters)
    return [NewsRow(*row) for row in rows]
