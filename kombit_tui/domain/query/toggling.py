"""A flag put into a filter as it stands, or taken out of it again."""

from dataclasses import replace

from kombit_tui.domain.query.parser import parse
from kombit_tui.domain.query.tree import And, Flag, conjunction
from kombit_tui.domain.query.writing import format as written


def toggled(words: str, flag: str) -> str:
    """The filter `words` with the flag of that key as a further condition, or without it.

    Raises:
        QueryError: the words do not follow the filter language.
    """
    query, wanted = parse(words), Flag(flag)
    expression = query.expression
    parts = expression.operands if isinstance(expression, And) else (expression,)
    kept = tuple(part for part in parts if part != wanted)
    return written(
        replace(query, expression=conjunction(kept if kept != parts else (expression, wanted)))
    )
