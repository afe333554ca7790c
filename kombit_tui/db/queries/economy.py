"""Prices with what they cost us, under our own figures; the sums are `domain.budget`'s."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.roles import unused_systems
from kombit_tui.domain.budget import Bill, Counts, Line, Price, bills, counted, exact
from kombit_tui.domain.choices import COUNTED
from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.roles import is_unused

COUNTS = tuple(key for key in COUNTED if key != "fixed")
"""The figures of a municipality that prices are for one of."""


class ProfileRow(NamedTuple):
    """The municipality's own figures."""

    id: str
    title: str
    counts: Counts
    waves: tuple[str, ...] = ()


class PriceRow(NamedTuple):
    """A price and what it costs us."""

    id: str
    title: str
    line: Line
    project: str | None
    unit: str | None
    note: str | None
    source_file: str | None
    source_first: int | None
    source_last: int | None


class Economy(NamedTuple):
    """All prices, with the bills they make."""

    profile: ProfileRow | None
    bills: tuple[Bill, ...]
    rows: Mapping[str, PriceRow]
    """By the id of the price."""


_PRICES = """
    SELECT r.*, p.name AS project_name, k.file AS source_file
    FROM price r
    LEFT JOIN project p ON p.id = r.project
    LEFT JOIN source k ON k.id = r.source
    ORDER BY r.seq
"""


def economy(connection: sqlite3.Connection, instead: Mapping[str, Any]) -> Economy:
    """The bills of all years; `instead` are counts that are only tried («hvad nu hvis»)."""
    profile = own_profile(connection)
    counts = {**(profile.counts if profile else {}), **instead}
    found = sorted(connection.execute(_PRICES), key=lambda row: sort_key(row["system"]))
    unused = unused_systems(connection)
    prices = [_price(row, is_used=not is_unused(row["system"], unused)) for row in found]
    made = tuple(bills(prices, counts))
    lines = {line.price.id: line for bill in made for line in bill.lines}
    return Economy(profile, made, {row["id"]: _row(row, lines[row["id"]]) for row in found})


def own_profile(connection: sqlite3.Connection) -> ProfileRow | None:
    """That of the municipality whose store this is, else the first there is."""
    code = meta.read(connection, meta.MUNICIPALITY)
    query = f"SELECT {', '.join(('id', 'name', 'waves', *COUNTS))} FROM profile"
    row = connection.execute(f"{query} ORDER BY code = ? DESC, seq LIMIT 1", (code,)).fetchone()
    if row is None:
        return None
    waves = tuple(json.loads(row["waves"] or "null") or ())
    return ProfileRow(row["id"], row["name"], {key: row[key] for key in COUNTS}, waves)


def _price(row: sqlite3.Row, *, is_used: bool) -> Price:
    return Price(
        row["id"],
        row["system"],
        row["year"],
        exact(row["amount"]),
        counted(row["counts"], row["unit"]),
        row["break_limit"],
        exact(row["break_share"]),
        is_used,
    )


def _row(row: sqlite3.Row, line: Line) -> PriceRow:
    return PriceRow(
        row["id"],
        row["system"],
        line,
        row["project_name"],
        row["unit"],
        row["note"],
        row["source_file"],
        row["source_first"],
        row["source_last"],
    )
