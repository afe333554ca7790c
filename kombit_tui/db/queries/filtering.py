"""A filter of the task list as SQL: which rows of `task_row`, and in what order.

Owns where each field of a filter is found for a task. What a filter means is defined by
`domain.query.evaluation`, and a test holds this against it. Tasks for waves that we are not in are
left out unless they are asked for. What the user wrote is bound, never part of the text. The SQL
names `task_row` and its columns; other tables are asked row by row.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from kombit_tui.db.queries.matching import conditions
from kombit_tui.db.queries.sync_words import CONFLICT, WORDS, ids_of
from kombit_tui.db.queries.task_columns import (
    CHOICES,
    DATES,
    FLAGS,
    PLACES,
    TEXTS,
    Dates,
    Text,
)
from kombit_tui.db.queries.task_pages import OURS
from kombit_tui.domain.folding import fold, sort_key
from kombit_tui.domain.query import (
    FIELDS,
    And,
    Compare,
    Expression,
    Flag,
    Not,
    Or,
    Query,
    Range,
    Tag,
    Value,
    ValueType,
    Word,
)
from kombit_tui.domain.query.choosing import chosen
from kombit_tui.domain.query.days import Span, span_of
from kombit_tui.domain.query.evaluation import compares_text
from kombit_tui.domain.text import clean

Parameter = str | int
Piece = tuple[str, list[Parameter]]
_Key = Callable[[str], str]

EVERYTHING = "1"
"""The condition of a query that has none."""
_ORDER = "is_done, due_day, seq"
"""Of the list as it is when nobody asks for another."""


class Filter(NamedTuple):
    """What follows WHERE, its parameters, and what follows ORDER BY."""

    where: str
    parameters: tuple[Parameter, ...]
    order: str
    scope: str
    """What of `where` the query says nothing of: whose tasks they are."""


class _Seen(NamedTuple):
    """From where dates and «mine» are seen."""

    today: date
    me: str | None


def compile_tasks(query: Query, today: date, me: str | None, *, every_wave: bool = False) -> Filter:
    """`query` for the tasks; `me` is the id of the person whose tasks are «mine»."""
    scope = EVERYTHING if every_wave or asks_for_waves(query) else OURS
    if query.expression is None:
        return Filter(scope, (), _order(query), scope)
    where, parameters = _sql(query.expression, _Seen(today, me))
    return Filter(f"{scope} AND {where}", tuple(parameters), _order(query), scope)


def asks_for_waves(query: Query) -> bool:
    """Whether a filter names waves: then those of others are meant too, and found."""
    waiting = [query.expression]
    while waiting:
        match waiting.pop():
            case And(operands) | Or(operands):
                waiting += operands
            case Not(operand):
                waiting.append(operand)
            case Compare("wave") | Flag(_, "wave"):
                return True
    return False


_LETTERS = (*"æøåäöéüÆØÅÄÖÉÜ",)
"""What SQLite's `lower` leaves as it is."""
_ORDERED = (*_LETTERS, "aa")
_STEP = 5


def _replaced(sql: str, key: _Key, parts: Sequence[str]) -> str:
    """SQL that puts the key of each of `parts` in its place."""
    for part in parts:
        sql = f"replace({sql}, '{part}', '{key(part)}')"
    return sql


def _sql(expression: Expression, seen: _Seen) -> Piece:
    match expression:
        case And(operands):
            return _joined(" AND ", [_sql(one, seen) for one in operands])
        case Or(operands):
            return _joined(" OR ", [_sql(one, seen) for one in operands])
        case Not(operand):
            where, parameters = _sql(operand, seen)
            return f"NOT {where}", parameters
        case Compare(field, op, values):
            return _joined(" OR ", [_compares(field, op, value, seen) for value in values])
        case Flag(name, None):
            return _flagged(name, seen)
        case Flag(name, "sync"):
            return f"{'' if name == 'has' else 'NOT '}{_stands(WORDS, seen)}", []
        case Flag(name, field):
            return f"({_is_filled(str(field))}) IS {'TRUE' if name == 'has' else 'NOT TRUE'}", []
        case Tag():
            return "0", []
        case Word(text):
            return _words(text)


def _joined(connective: str, pieces: Sequence[Piece]) -> Piece:
    """Every piece is true or false and never unknown, so that NOT turns all of them."""
    sql = connective.join(where for where, _ in pieces)
    return f"({sql})", [one for _, parameters in pieces for one in parameters]


def _flagged(name: str, seen: _Seen) -> Piece:
    if name == "mine":
        return ("responsible IS ?", [seen.me]) if seen.me is not None else ("0", [])
    if name == "conflict":
        return _stands((CONFLICT,), seen), []
    if name == "overdue":
        return "(is_done = 0 AND due_day < ?)", [seen.today.toordinal()]
    return FLAGS.get(name, "0"), []


def _is_filled(field: str) -> str:
    if field in DATES:
        return DATES[field].is_known
    if field == "text":
        return "1"
    texts = [text.folded or text.shown for text in TEXTS.get(field, ())]
    columns = [CHOICES[field]] if field in CHOICES else texts
    return " OR ".join(f"{column} <> ''" for column in columns) or "0"


def _compares(field: str, op: str, value: Value | Range, seen: _Seen) -> Piece:
    if field in DATES:
        wanted = span_of(value, seen.today)
        return _compares_days(DATES[field], op, wanted) if wanted else ("0", [])
    if isinstance(value, Range):
        return "0", []
    if field == "sync":
        return _stands([one for one in WORDS if compares_text(one, op, value.text)], seen), []
    if field in CHOICES:
        keys = chosen(FIELDS[field].choices or {}, op, value.text)
        return f"({CHOICES[field]} IN ({', '.join('?' * len(keys))})) IS TRUE", list(keys)
    if FIELDS[field].type is ValueType.WORDS:
        return _words(value.text) if op in (":", "=") else ("0", [])
    pieces = [_compares_text(text, op, value.text) for text in TEXTS.get(field, ())]
    return _joined(" OR ", pieces) if pieces else ("0", [])


def _stands(words: Sequence[str], seen: _Seen) -> str:
    """Whether a task stands to the server as one of these words says."""
    asked = (f"task_row.id IN ({ids_of(word, seen.today)})" for word in words)
    return f"({' OR '.join(asked) or '0'})"


def _compares_text(text: Text, op: str, wanted: str) -> Piece:
    if op in (":", "="):
        condition = "instr({x}, ?) > 0" if op == ":" else "{x} = ?"
        key, parts, ready = fold, _LETTERS, text.folded
    else:
        condition = f"{{x}} {op} ?"
        key, parts, ready = sort_key, _ORDERED, text.key
    if ready:
        return f"({condition.format(x=ready)}) IS TRUE", [key(wanted)]
    return _where_text(text.shown, key, parts, condition.format(x="x")), [key(wanted)]


def _where_text(column: str, key: _Key, parts: Sequence[str], condition: str) -> str:
    """Where the `key` of a column, as `x`, meets a condition.

    In steps, for SQLite's parser is at its end after a hundred open symbols, and every nested
    call takes three.
    """
    steps = [f"x0 (seq, x) AS (SELECT task_row.seq, lower({column}) FROM task_row)"]
    for n, start in enumerate(range(0, len(parts), _STEP), 1):
        step = _replaced("x", key, parts[start : start + _STEP])
        steps.append(f"x{n} (seq, x) AS (SELECT seq, {step} FROM x{n - 1})")
    found = f"SELECT seq FROM x{len(steps) - 1} WHERE {condition}"
    return f"seq IN (WITH {', '.join(steps)} {found})"


def _compares_days(dates: Dates, op: str, wanted: Span) -> Piece:
    if op in (":", "="):
        return _overlaps(dates, wanted) if op == ":" else _within(dates, wanted)
    limit = wanted.first if op in ("<", ">=") else wanted.last
    return ("0", []) if limit is None else (f"({dates.last} {op} ?) IS TRUE", [limit])


def _overlaps(dates: Dates, wanted: Span) -> Piece:
    pieces: list[Piece] = [(f"({dates.is_known})", [])]
    if wanted.last is not None:
        pieces.append((f"({dates.first} > ?) IS NOT TRUE", [wanted.last]))
    if wanted.first is not None:
        pieces.append((f"({dates.last} < ?) IS NOT TRUE", [wanted.first]))
    return _joined(" AND ", pieces)


def _within(dates: Dates, wanted: Span) -> Piece:
    pieces: list[Piece] = [(f"({dates.is_known})", [])]
    if wanted.first is not None:
        pieces.append((f"({dates.first} >= ?) IS TRUE", [wanted.first]))
    if wanted.last is not None:
        pieces.append((f"({dates.last} <= ?) IS TRUE", [wanted.last]))
    return _joined(" AND ", pieces)


def _words(text: str) -> Piece:
    """Plain words through the search tables; a phrase also as it stands."""
    folded = fold(clean(text)).replace("\n", " ")
    if not folded.strip():
        return "1", []
    if " " not in folded:
        where, words = conditions(text)
        return f"({where})", list(words)
    where, words = conditions(" ".join(word for word in folded.split() if len(word) >= 3))
    phrase = "seq IN (SELECT seq FROM record_index WHERE instr(replace(folded, char(10), ' '), ?))"
    return f"({where} AND {phrase})" if where else f"({phrase})", [*words, folded]


def _order(query: Query) -> str:
    group = ((query.group, False),) if query.group is not None else ()
    parts = [_order_by(field, is_descending) for field, is_descending in (*group, *query.sort)]
    return ", ".join([*filter(None, parts), _ORDER])


def _order_by(field: str, is_descending: bool) -> str:
    """What is empty comes last, upwards and downwards."""
    key = _order_key(field)
    return f"{key} {'DESC' if is_descending else 'ASC'} NULLS LAST" if key else ""


def _order_key(field: str) -> str:
    if field in PLACES:
        return PLACES[field]
    if field in DATES:
        return DATES[field].last
    texts = TEXTS.get(field, ())
    keys = [_replaced(f"lower({text.shown})", sort_key, _ORDERED) for text in texts]
    return f"coalesce({', '.join(keys)}, NULL)" if keys else ""


def only_place(query: Query) -> tuple[str, bool] | None:
    """For a query that only orders: the column it goes by, and whether downwards.

    An empty column is the order of the list as ever. None for orders there is no index of.
    """
    group = ((query.group, False),) if query.group is not None else ()
    parts = [part for part in (*group, *query.sort) if _order_key(part[0])]
    if query.expression is not None or len(parts) > 1:
        return None
    for field, is_descending in parts:
        return (PLACES[field], is_descending) if field in PLACES else None
    return "", False


def group_columns(field: str) -> tuple[str, str]:
    """SQL for the place of a group of tasks among the groups, and for what names it."""
    key = _order_key(field)
    if not key:
        return "NULL", "NULL"
    if field in DATES:
        return key, DATES[field].last
    return key, CHOICES[field] if field in CHOICES else TEXTS[field][0].shown
