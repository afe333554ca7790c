"""Days that only the store knows, put in the place of their words when a filter is used."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.names import FIELDS, ValueType
from kombit_tui.domain.query.tree import And, Compare, Expression, Not, Or, Query, Range, Value


def with_days(query: Query, days: Mapping[str, date]) -> Query:
    """`query` with each word of `days` (folded), where it is a date, as that day."""
    if query.expression is None:
        return query
    return replace(query, expression=_named(query.expression, days))


def _named(expression: Expression, days: Mapping[str, date]) -> Expression:
    match expression:
        case And(operands):
            return And(tuple(_named(one, days) for one in operands))
        case Or(operands):
            return Or(tuple(_named(one, days) for one in operands))
        case Not(operand):
            return Not(_named(operand, days))
        case Compare(field, op, values) if FIELDS[field].type is ValueType.DATE:
            return Compare(field, op, tuple(_value(one, days) for one in values))
    return expression


def _value(value: Value | Range, days: Mapping[str, date]) -> Value | Range:
    if isinstance(value, Value):
        return Value(str(_day(value.text, days)))
    return Range(_day(value.first, days), _day(value.last, days))


def _day(text: str | None, days: Mapping[str, date]) -> str | None:
    found = None if text is None else days.get(fold(text))
    return text if found is None else found.isoformat()
