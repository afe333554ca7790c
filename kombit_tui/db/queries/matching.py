"""Plain words to record numbers: what the two search tables find. All words must be found."""

import sqlite3

from kombit_tui.domain.folding import fold
from kombit_tui.domain.text import clean

_TRIGRAM = 3
_MOST = 64
"""Words that are looked for; a pasted page has more than SQLite takes as one condition."""


def conditions(words: str) -> tuple[str, list[str]]:
    """SQL that holds for rows with a column `seq` that all of `words` are found in.

    The text is empty for no words. Words of three letters and more are found inside others, shorter
    ones at the start of a word.
    """
    parts: list[str] = []
    parameters: list[str] = []
    for word in list(dict.fromkeys(fold(clean(words)).split()))[:_MOST]:
        quoted = word.replace('"', '""')
        if len(word) >= _TRIGRAM:
            parts.append("seq IN (SELECT rowid FROM search_trigram WHERE search_trigram MATCH ?)")
            parameters.append(f'"{quoted}"')
        elif any(character.isalnum() for character in word):
            parts.append("seq IN (SELECT rowid FROM search_prefix WHERE search_prefix MATCH ?)")
            parameters.append(f'"{quoted}" *')
        else:
            # Signs alone are no token to either index; the few letters are looked for as they are.
            parts.append("seq IN (SELECT seq FROM record_index WHERE instr(folded, ?))")
            parameters.append(word)
    return " AND ".join(parts), parameters


def matching(connection: sqlite3.Connection, words: str) -> set[str] | None:
    """The ids of all records that `words` find; None when there are no words."""
    condition, parameters = conditions(words)
    if not condition:
        return None
    rows = connection.execute(f"SELECT id FROM record_index WHERE {condition}", parameters)
    return {row[0] for row in rows}
