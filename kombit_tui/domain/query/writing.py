"""A tree as text again: what `parse` reads to the same tree.

Owns when quotes and parentheses are needed. Names are written in Danish.
"""

import re

from kombit_tui.domain.query.names import FIELDS, FLAGS, PRESENCE
from kombit_tui.domain.query.parser import parse
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
from kombit_tui.domain.query.trouble import QueryError

_PLAIN_VALUE = re.compile(r'[^\W_](?:(?!\.\.)[^\s,()"])*')
_NEGATED_BY_DASH = re.compile(r'[^\W_]|["(#]')


def format(query: Query) -> str:  # noqa: A001 - query.format reads well
    """`query` as a person would type it, with quotes only where they are needed."""
    text = _query(query, is_careful=False)
    # A date without quotes goes on as far as it makes sense: «frist:august» before the word «2027».
    return text if _reads_as(text, query) else _query(query, is_careful=True)


def quote(text: str) -> str:
    """`text` in quotes."""
    return '"{}"'.format(text.replace('"', '""'))


def value(text: str, *, is_careful: bool = False) -> str:
    """`text` as a value, in quotes where it needs them or `is_careful`."""
    return text if not is_careful and _PLAIN_VALUE.fullmatch(text) else quote(text)


def _reads_as(text: str, query: Query) -> bool:
    try:
        return parse(text) == query
    except QueryError:
        return False


def _query(query: Query, *, is_careful: bool) -> str:
    parts = [_written(query.expression, is_careful)] if query.expression is not None else []
    parts += [
        f"sorter:{'-' if is_descending else ''}{FIELDS[field].danish}"
        for field, is_descending in query.sort
    ]
    if query.group is not None:
        parts.append(f"grupper:{FIELDS[query.group].danish}")
    return " ".join(parts)


def _written(expression: Expression, is_careful: bool) -> str:
    match expression:
        case Or(operands):
            return " eller ".join(_written(one, is_careful) for one in operands)
        case And(operands):
            return " ".join(_in_group(one, is_careful, Or) for one in operands)
        case Not(operand):
            text = _in_group(operand, is_careful, Or, And, Not)
            return f"-{text}" if _NEGATED_BY_DASH.match(text) else f"ikke {text}"
        case Compare(field, op, values):
            joined = ",".join(_value(one, is_careful) for one in values)
            return f"{FIELDS[field].danish}{op}{joined}"
        case Flag(name, None):
            return FLAGS[name]
        case Flag(name, field):
            return f"{PRESENCE[name]}:{FIELDS[str(field)].danish}"
        case Tag(name):
            return f"#{name}"
        case Word(text):
            return _word(text, is_careful)


def _in_group(expression: Expression, is_careful: bool, *weaker: type) -> str:
    text = _written(expression, is_careful)
    return f"({text})" if isinstance(expression, weaker) else text


def _value(wanted: Value | Range, is_careful: bool) -> str:
    if isinstance(wanted, Value):
        return value(wanted.text, is_careful=is_careful)
    ends = (wanted.first, wanted.last)
    return "..".join("" if end is None else value(end, is_careful=is_careful) for end in ends)


def _word(text: str, is_careful: bool) -> str:
    """A plain word; in quotes if alone, in a group or among others it would be something else."""
    word, x = Word(text), Word("x")
    is_plain = (
        not is_careful
        and _reads_as(text, Query(word))
        and _reads_as(f"({text})", Query(word))
        and _reads_as(f"(x {text} x)", Query(And((x, word, x))))
    )
    return text if is_plain else quote(text)
