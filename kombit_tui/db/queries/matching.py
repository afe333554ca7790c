"""Plain words to record numbers: what the two search tables find. All words must be found."""

import sqlite3

from kombit_tui.domain.folding import fold
from kombit_tui.domain.text import clean

_TRIGRAM = 3
_MOST = 64
"""Words that are looked for; a pasted page has more than SQLite takes as one condition."""


def selects(words: str) -> list[tuple[str, str]]:
    """For each word SQL that gives the `seq` of the records it is found in, and its parameter.

    Words of three letters and more are found inside others, shorter ones at the start of a word.
    """
    found: list[tuple[str, str]] = []
    for word in list(dict.fromkeys(fold(clean(words)).split()))[:_MOST]:
        quoted = word.replace('"', '""')
        if len(word) >= _TRIGRAM:
            select = "SELECT rowid AS seq FROM search_trigram WHERE search_trigram MATCH ?"
            found.append((select, f'"{quoted}"'))
        elif any(character.isalnum() for character in word):
            select = "SELECT rowid AS seq FROM search_prefix WHERE search_prefix MATCH ?"
            found.append((select, f'"{quoted}" *'))
        else:
            # Signs alone are no token to either index; the few letters are looked for as they are.
            found.append(("SELECT seq FROM record_index WHERE instr(folded, ?)", word))
    return found


def conditions(words: str) -> tuple[str, list[str]]:
    """SQL that holds for rows with a column `seq` that all of `words` are found in.

    The text is empty for no words.
    """
    found = selects(words)
    return " AND ".join(f"seq IN ({one})" for one, _ in found), [word for _, word in found]


def matching(connection: sqlite3.Connection, words: str) -> set[str] | None:
    """The ids of all records that `words` find; None when there are no words."""
    condition, parameters = conditions(words)
    if not condition:
        return None
    rows = connection.execute(f"SELECT id FROM record_index WHERE {condition}", parameters)
    return {row[0] for row in rows}
