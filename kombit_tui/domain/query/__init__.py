"""The filter language: one line of text to a tree, and back, for every list, view and export.

Owns the grammar, its words, what a filter means for a plain record, and what Tab offers. No clock
(today is an argument), no store: `db.queries.filtering` makes SQL of the same tree. The parts:
`names` the table of fields and words; `tree` the parsed form; `trouble` the error; `scanner` and
`parser` the way in; `writing` the way back; `days` and `choosing` what values mean; `evaluation`
the meaning as a whole; `completion` the Tab key.
"""

from kombit_tui.domain.query.completion import Completion, complete
from kombit_tui.domain.query.evaluation import matches, ordered
from kombit_tui.domain.query.grouping import group_of
from kombit_tui.domain.query.names import FIELDS, QueryField, ValueType
from kombit_tui.domain.query.naming import with_days
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
from kombit_tui.domain.query.trouble import QueryError, caret
from kombit_tui.domain.query.writing import format  # noqa: A004 - query.format reads well

__all__ = [
    "FIELDS",
    "And",
    "Compare",
    "Completion",
    "Expression",
    "Flag",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "QueryField",
    "Range",
    "Tag",
    "Value",
    "ValueType",
    "Word",
    "caret",
    "complete",
    "format",
    "group_of",
    "matches",
    "ordered",
    "parse",
    "with_days",
]
