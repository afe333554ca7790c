"""The short way of `list`: no Typer, no settings parser, nothing that is not needed to list.

Loading Typer takes longer than finding some of 100,000 tasks. Whatever is out of the ordinary,
wrong use and faults among it, is left to the long way, which says what is wrong.
"""

import os
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from kombit_tui import whereabouts
from kombit_tui.cli.listing import Asked, print_list
from kombit_tui.db.migrations import APPLICATION_ID, LATEST
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.db.reader import Reader, glance

_FORMATS = {"--json": "json", "--csv": "csv", "--md": "md"}
_ALL_WAVES = "--all-waves"


def understood(arguments: Sequence[str]) -> Asked | None:
    """What a command line asks for; None where it is no plain `list`."""
    rest = list(arguments)
    store = ""
    if rest and rest[0] == "--store" and len(rest) > 1:
        store, rest = rest[1], rest[2:]
    if len(rest) < 2 or rest[0] != "list":
        return None
    words = [one for one in rest[1:] if not one.startswith("--")]
    options = [one for one in rest[1:] if one.startswith("--")]
    forms = [_FORMATS[one] for one in options if one in _FORMATS]
    is_known = all(one in _FORMATS or one == _ALL_WAVES for one in options)
    if not words or words[0] not in KINDS_LISTED or not is_known or len(forms) > 1:
        return None
    every_wave = _ALL_WAVES in options
    if every_wave and words[0] != "tasks":
        return None
    form = forms[0] if forms else "text"
    return Asked(words[0], " ".join(words[1:]), form, every_wave, store)


def carry_out(arguments: Sequence[str]) -> int | None:
    """List what is asked for and give the exit code; None where the long way must be taken."""
    asked = understood(arguments) if os.name == "posix" else None
    connection = None if asked is None else _opened(asked.store)
    if asked is None or connection is None:
        return None
    from kombit_tui.errors import FilterInvalid

    try:
        print_list(connection, asked, datetime.now().astimezone().date())
    except FilterInvalid:
        return None  # nothing is printed yet; the long way meets it again, and tells
    finally:
        connection.close()
    return 0


def _opened(store: str) -> Reader | None:
    """A connection to the store, if it is ours and up to date."""
    try:
        path = store or whereabouts.store_of(whereabouts.read_settings())
        connection = glance(os.path.expanduser(path))
    except (sqlite3.Error, OSError, ValueError):
        return None
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error:
        version = owner = None
    if (version, owner) != (LATEST, APPLICATION_ID):
        connection.close()
        return None
    connection.row_factory = sqlite3.Row
    return connection
