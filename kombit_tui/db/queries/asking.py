"""What the user asks of a list, understood: its filter, its order and its groups as one query.

Also the two things of a filter that only the store knows: whose «mine» is, and when «sidst» was.
"""

import sqlite3
from dataclasses import replace
from datetime import date

from kombit_tui.db import meta
from kombit_tui.domain.query import Query, QueryError, caret, parse, with_days
from kombit_tui.domain.query.days import SINCE_VISIT
from kombit_tui.domain.wanted import Wanted
from kombit_tui.errors import FilterInvalid

LONG_AGO = date(1900, 1, 1)
"""The last visit of somebody who never was here."""


def understood(connection: sqlite3.Connection, wanted: Wanted) -> Query | None:
    """`wanted` as a query; None when it asks for the list as it is.

    Raises:
        FilterInvalid: the words do not follow the filter language.
    """
    try:
        query = parse(wanted.words)
    except QueryError as error:
        raise FilterInvalid(str(error), caret(wanted.words, error), error.position) from error
    query = replace(query, sort=query.sort or wanted.sort, group=query.group or wanted.group)
    if query == Query():
        return None
    return with_days(query, {SINCE_VISIT: _last_visit(connection)})


def _last_visit(connection: sqlite3.Connection) -> date:
    moment = meta.read(connection, meta.LAST_VISIT)
    return date.fromisoformat(moment[:10]) if moment else LONG_AGO
