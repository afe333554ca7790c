"""Texts that break terminals and markup, in every text field of every kind of record."""

import json
import sqlite3
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from kombit_tui.db import meta
from kombit_tui.db.changes import Create
from kombit_tui.db.store import Store
from kombit_tui.domain.fields import Field, FieldType, Kind
from kombit_tui.domain.records import KINDS
from tests.conftest import now
from tests.tools.dashboard import Dashboard, segments

BRACKETS = ("[/x]", "[@click=app.quit]x[/]", "[link='x]", "[b]fed[/b]", "[x] tom \\[ ]")
"""Looks like markup; must be read on the screen as it stands."""
PAYLOAD = "TyvKopierer"
ESCAPES = (
    "\x1b[31mrød",
    f"\x1b]52;c;{PAYLOAD}\x07efter",
    f"\x1b]0;{PAYLOAD}\x07efter",
    f"\x9d0;{PAYLOAD}\x9cefter",
    "\x9b31mC1",
    "abc\u202egfd.exe",
    "før\x00efter",
    "nul\u200bbredde\u200d\ufeff",
    f"\x1b]8;;file:///{PAYLOAD}\x1b\\henvisning\x1b]8;;\x1b\\",
    f"\x1bP1$r{PAYLOAD}\x1b\\\x1b_{PAYLOAD}\x1b\\\x1b[6n\x1b[?1049l\x1bcefter",
    "linje\u2028skille\u2029to\x85tre\x0b\x0c",
    "enlig\ud800halv\udfff",
    "mærke\U000e0041\U000e007f\ufff9note\ufffb\u061c",
)
OTHERS = (
    "e\u0301a\u030a" + "\u0301" * 40,
    "lang " * 400 + "langtord" * 200,
    "linje\nlinje\r\nlinje\tfane",
    "😀👩‍👩‍👧‍👦🇩🇰",
    "漢字" * 30,
    " ",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd $(touch ejet) `id` ; rm -rf ~ & CON %PATH%",
    "שלום עולם مرحبا",
)
HOSTILE = (*BRACKETS, *ESCAPES, *OTHERS)
FORBIDDEN = (
    *map(chr, range(32)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u061c\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e",
    *"\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffb\ud800\udfff\U000e0041\U000e007f",
)
"""No cell of the screen, and nothing else that is told, may hold one of these."""

_TEXTS = (FieldType.TEXT, FieldType.PROSE)


def harmless(open_: Dashboard) -> str:
    """All that is on the screen, after a look at every cell."""
    text = ""
    for segment in segments(open_.app):
        found = [hex(ord(letter)) for letter in FORBIDDEN if letter in segment.text]
        assert not found, (found, segment.text)
        if segment.style is not None:
            assert "@click" not in segment.style.meta
            assert not segment.style.link
        text += segment.text
    assert "app.quit" not in text or "[@click=app.quit]" in text
    return text


def hostile_store(path: Path) -> Store:
    """A store in which every record is hostile, by the front door: `Store.apply`."""
    store = Store(path, who="tester", clock=now)
    store.remember({meta.MUNICIPALITY: "0999", meta.MUNICIPALITY_NAME: "Korsbæk Kommune"})
    changes = [
        Create(kind.name, _values(kind, number, f"{number} {text}"), f"{kind.name}-{number}")
        for kind in _referred_first()
        for number, text in enumerate(HOSTILE)
    ]
    store.apply(changes, "Import af [/x] \x1b]0;titel\x07")
    return store


def poison(path: Path) -> None:
    """Put the texts in again by the back door, past all cleaning but that of SQLite's own UTF-8."""
    connection = sqlite3.connect(path)
    raws = [text.encode("utf-8", "replace").decode() for text in HOSTILE]
    for kind in KINDS.values():
        for number, text in enumerate(raws):
            raw = {
                name: json.dumps([text]) if name in _lists(kind) else f"{number} {text}"
                for name in _poisoned(kind)
            }
            if not raw:
                continue
            names = ", ".join(f'"{name}" = ?' for name in raw)
            connection.execute(
                f"UPDATE {kind.name} SET {names} WHERE id = ?",
                (*raw.values(), f"{kind.name}-{number}"),
            )
    for number, text in enumerate(raws):
        connection.execute(
            "UPDATE task_row SET due_text = ?1, due = NULL, code = ?1, title = ?1, project = ?1, "
            "wave = ?1, responsible_name = ?1, performer_name = ?1 WHERE id = ?2",
            (f"{number} {text}", f"task-{number}"),
        )
    everything = "".join(raws)
    connection.execute("UPDATE journal_group SET label = ?1, who = ?1", (everything,))
    connection.execute("UPDATE meta SET value = ? WHERE key = ?", (everything, "municipality_name"))
    connection.execute(
        "INSERT INTO meta VALUES ('me', 'person-1'), ('last_visit', ?)", (now().isoformat(),)
    )
    connection.commit()
    connection.close()


def _referred_first() -> list[Kind]:
    graph: TopologicalSorter[str] = TopologicalSorter()
    for kind in KINDS.values():
        graph.add(kind.name, *(field.refers for field in kind.fields if field.refers))
    return [KINDS[name] for name in graph.static_order()]


def _values(kind: Kind, number: int, text: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in kind.fields:
        values[field.name] = _value(field, number, text)
        if field.type is FieldType.DATE:
            values[field.name] = None if number % 2 else "2026-08-20"
            values[f"{field.name}_text"] = text
    if kind.name == "campaign_system":
        values["steps"] = {"k": {"on": "2026-08-19", "by": text}}
        values["excused"] = text if number % 3 == 0 else None
    if kind.name == "note":
        values["about"] = f"task-{number}"
    return values


def _value(field: Field, number: int, text: str) -> Any:
    if field.choices is not None:
        return next(iter(field.choices))
    simple = {
        FieldType.INTEGER: number,
        FieldType.NUMBER: 1.5,
        FieldType.FLAG: True,
        FieldType.DAY: "2026-08-20",
        FieldType.TIME: "09:30",
        FieldType.LIST: [text],
        FieldType.REF: f"{field.refers}-{number}",
        FieldType.TABLE: [{"key": "k", "title": text}],
    }
    return text if field.type in _TEXTS else simple.get(field.type)


def _poisoned(kind: Kind) -> list[str]:
    names = [
        f"{field.name}_text" if field.type is FieldType.DATE else field.name
        for field in kind.fields
        if field.type in (*_TEXTS, FieldType.TIME, FieldType.LIST, FieldType.CHOICE, FieldType.DATE)
    ]
    return [name for name in names if (kind.name, name) != ("note", "about")]


def _lists(kind: Kind) -> set[str]:
    return {field.name for field in kind.fields if field.type is FieldType.LIST}
