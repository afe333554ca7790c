"""What a filter means for a plain record: slow, short, and the measure of every fast way.

Owns the meaning. A record is a mapping from the keys of `names.FIELDS` to its values:
  text fields   a str, or a sequence of str any of which will do; None or "" is empty
  `text`        all that plain words may find it by
  choices       the key (`type`: «lokal», `status`: «done»), or several, the weightiest first
  dates         EDTF; `created` and `changed` a day in ISO form
and from the keys of `names.FLAGS` to bool, except `overdue` and `local`, which follow from the
fields. What is not there is empty and false. Day comparisons are in `days`, choices in `choosing`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from kombit_tui.domain.folding import fold, sort_key
from kombit_tui.domain.query.choosing import chosen
from kombit_tui.domain.query.days import compare, span_of, span_of_edtf
from kombit_tui.domain.query.names import FIELDS, ValueType
from kombit_tui.domain.query.tree import (
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
    Word,
)
from kombit_tui.domain.text import clean

Record = Mapping[str, Any]
OVER = ("done", "signed", "irrelevant")
"""States in which no deadline presses any more: of tasks, and of agreements."""
_SHORT = 3
"""Words shorter than this are found only where a word begins."""
_TOKEN = re.compile(r"[^\W_]+")


def matches(query: Query, record: Record, today: date) -> bool:
    """Whether the filter lets `record` through."""
    return query.expression is None or _holds(query.expression, record, today)


def ordered(query: Query, records: Iterable[Record]) -> list[Record]:
    """`records` in the order that `query` asks for, group by group; equals stay as they came.

    Dates go by their latest day, choices by the order of their declaration, text by the Danish
    alphabet. What is empty comes last, upwards and downwards.
    """
    found = list(records)
    group = ((query.group, False),) if query.group is not None else ()
    for field, is_descending in reversed((*group, *query.sort)):
        keyed = [(_order(field, one), one) for one in found]
        filled = [pair for pair in keyed if pair[0] is not None]
        filled.sort(key=itemgetter(0), reverse=is_descending)
        found = [one for _, one in filled] + [one for key, one in keyed if key is None]
    return found


def _order(field: str, record: Record) -> Any:
    declared, value = FIELDS[field], record.get(field)
    if declared.type is ValueType.DATE:
        return span_of_edtf(value).last
    if declared.choices is not None:
        places = {key: place for place, key in enumerate(declared.choices)}
        return next((places[key] for key in _texts(value) if key in places), None)
    texts = () if declared.type is ValueType.WORDS else _texts(value)
    return sort_key(texts[0]) if texts else None


def _holds(expression: Expression, record: Record, today: date) -> bool:
    match expression:
        case And(operands):
            return all(_holds(one, record, today) for one in operands)
        case Or(operands):
            return any(_holds(one, record, today) for one in operands)
        case Not(operand):
            return not _holds(operand, record, today)
        case Compare(field, op, values):
            return any(_compares(field, op, value, record, today) for value in values)
        case Flag(name, field):
            return _is_flagged(name, field, record, today)
        case Tag(name):
            return fold(name) in map(fold, _texts(record.get("tag")))
        case Word(text):
            return has_words(str(record.get("text") or ""), text)


def _is_flagged(name: str, field: str | None, record: Record, today: date) -> bool:
    if field is not None:
        return bool(_texts(record.get(field))) is (name == "has")
    if name == "overdue":
        last = span_of_edtf(record.get("due")).last
        return record.get("status") not in OVER and last is not None and last < today.toordinal()
    return record.get("type") == "lokal" if name == "local" else bool(record.get(name))


def _compares(field: str, op: str, value: Value | Range, record: Record, today: date) -> bool:
    declared, held = FIELDS[field], record.get(field)
    if declared.type is ValueType.DATE:
        wanted = span_of(value, today)
        return wanted is not None and compare(span_of_edtf(held), op, wanted)
    if isinstance(value, Range):
        return False
    if declared.choices is not None:
        wanted_keys = chosen(declared.choices, op, value.text)
        return any(key in wanted_keys for key in _texts(held))
    if declared.type is ValueType.WORDS:
        return op in (":", "=") and has_words(str(held or ""), value.text)
    return any(compares_text(text, op, value.text) for text in _texts(held))


def compares_text(held: str, op: str, wanted: str) -> bool:
    """Whether a text is what is wanted of it."""
    if op in (":", "="):
        return fold(wanted) in fold(held) if op == ":" else fold(wanted) == fold(held)
    left, right = sort_key(held), sort_key(wanted)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]


def has_words(text: str, wanted: str) -> bool:
    """Whether `wanted` is found in `text`, as the search tables of a store find it.

    A phrase (with blanks) as it stands; three letters and more anywhere, fewer at the start of a
    word; signs alone as they are.
    """
    folded, word = fold(text).replace("\n", " "), fold(clean(wanted)).replace("\n", " ")
    if not word.strip():
        return True
    tokens = _TOKEN.findall(word)
    if len(word) >= _SHORT or " " in word or not tokens:
        return word in folded
    return any(token.startswith(tokens[0]) for token in _TOKEN.findall(folded))


def _texts(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return (value,) if value else ()
    return [text for text in value if text] if value else ()
