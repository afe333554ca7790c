"""A reading as JSON, the way it comes out of the child process, and back, checked as foreign data.

Every text is cleaned here once more: the child has run a parser on an unknown file and is believed
in nothing.
"""

import json
import re
from itertools import pairwise
from math import isfinite
from typing import Any

from kombit_tui.domain.text import clean
from kombit_tui.ingest.document import Box, Line, Page, Role, Table, Text
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.reading import Attached, Reading
from kombit_tui.ingest.readers.trouble import CannotRead, Cut, Left, Trouble

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FAR = 1e6
"""Points; no page is larger."""
_LONGEST_NAME = 200
_MOST_CUTS = 200


def encode(reading: Reading) -> Any:
    """A reading as plain JSON values."""
    return {
        "pages": [_page(page) for page in reading.pages],
        "cut": [
            [c.left.value, c.read, c.of, c.name, c.trouble.value if c.trouble else None, c.what]
            for c in reading.cut
        ],
        "is_table": reading.is_table,
        "attached": [[one.name, one.sha256, encode(one.reading)] for one in reading.attached],
    }


def dumped(value: Any) -> bytes:
    """Plain JSON values as one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "lines": [[line.number, line.text] for line in page.lines],
        "parts": [_table(p) if isinstance(p, Table) else _text(p) for p in page.parts],
        "notes": page.notes,
        "links": list(page.links),
    }


def _text(part: Text) -> list[Any]:
    return ["text", part.text, part.level, part.role.value, _box(part.box), part.number]


def _table(part: Table) -> list[Any]:
    return ["table", part.rows, _box(part.box), part.is_guess, part.numbers]


def _box(box: Box | None) -> list[float] | None:
    sides = [] if box is None else [box.left, box.top, box.right, box.bottom]
    if not sides or not all(map(_is_near, sides)):
        return None
    return [round(side, 1) for side in sides]


def decode(answer: bytes) -> Reading:
    """The reading in `answer`.

    Raises:
        CannotRead: it is none, or larger than any reader makes.
    """
    try:
        value = json.loads(answer)
        return _reading(value)
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise CannotRead(Trouble.STRANGE) from error


def _reading(value: Any) -> Reading:
    pages, cut = value["pages"], value["cut"]
    _need(isinstance(pages, list) and len(pages) <= limits.MAX_LINES)
    _need(isinstance(cut, list) and len(cut) <= _MOST_CUTS)
    attached = value.get("attached", [])
    _need(isinstance(attached, list) and len(attached) <= limits.MAX_ATTACHED)
    return Reading(
        tuple(map(_page_of, pages)),
        tuple(map(_cut_of, cut)),
        value["is_table"] is True,
        tuple(map(_attached_of, attached)),
    )


def _attached_of(value: Any) -> Attached:
    name, digest, reading = value
    _need(isinstance(digest, str) and _DIGEST.fullmatch(digest) is not None)
    found = _reading(reading)
    _need(found.is_table and not found.attached)
    return Attached(_short(name), digest, found)


def _page_of(value: Any) -> Page:
    _need(len(value["lines"]) <= limits.MAX_LINES and len(value["links"]) <= limits.MAX_LINKS)
    lines = tuple(Line(_count(n), _line(text)) for n, text in value["lines"])
    _need(all(a.number < b.number for a, b in pairwise(lines)))
    return Page(
        number=_count(value["number"]),
        lines=lines,
        parts=tuple(map(_part_of, value["parts"])),
        notes=_paragraphs(value["notes"], limits.MAX_LINE),
        links=tuple(map(_link, value["links"])),
    )


def _part_of(value: Any) -> Text | Table:
    if value[0] == "table":
        _, rows, box, is_guess, numbers = value
        _need(len(rows) <= limits.MAX_ROWS and len(numbers) in (0, len(rows)))
        width = len(rows[0]) if rows else 0
        _need(width <= limits.MAX_COLUMNS and all(len(row) == width for row in rows))
        known: dict[Any, str] = {}
        return Table(
            rows=tuple(
                tuple([known[cell] if cell in known else _cell(cell, known) for cell in row])
                for row in rows
            ),
            box=_box_of(box),
            is_guess=is_guess is True,
            numbers=tuple(map(_count, numbers)),
        )
    _, text, level, role, box, number = value
    return Text(
        text=" ".join(_line(text).split()),
        level=None if level is None else min(_count(level), 8),
        role=Role(role),
        box=_box_of(box),
        number=None if number is None else _count(number),
    )


def _cut_of(value: Any) -> Cut:
    left, read, of, name, trouble, what = value
    known = None if trouble is None else Trouble(trouble)
    return Cut(Left(left), _count(read), _count(of), _short(name), known, _short(what))


def _short(value: Any) -> str:
    return " ".join(_line(value).split())[:_LONGEST_NAME]


def _need(holds: bool) -> None:
    if not holds:
        raise ValueError("not what a reader makes")


def _count(value: Any) -> int:
    _need(isinstance(value, int) and 0 <= value < 2**31)
    return int(value)


def _line(value: Any) -> str:
    _need(isinstance(value, str) and len(value) <= limits.MAX_LINE)
    return clean(value).replace("\n", " ")


def _paragraphs(value: Any, most: int) -> str:
    _need(isinstance(value, str) and len(value) <= most)
    if value.isascii() and value.isprintable() and "  " not in value:  # most are clean
        return str(value).strip()
    if "\n" not in value:
        return " ".join(clean(value).split())
    lines = (" ".join(line.split()) for line in clean(value).split("\n"))
    return "\n".join(line for line in lines if line)


def _cell(value: Any, known: dict[Any, str]) -> str:
    """A cell; the columns of a large table say the same over and over, and it is cleaned once."""
    known[value] = _paragraphs(value, limits.MAX_CELL)
    return known[value]


def _link(value: Any) -> str:
    text = _line(value)
    _need(len(text) <= limits.MAX_LINK and not text.isspace())
    return "".join(text.split())


def _box_of(value: Any) -> Box | None:
    if value is None:
        return None
    left, top, right, bottom = (float(side) for side in value)
    _need(all(map(_is_near, (left, top, right, bottom))))
    return Box(left, top, right, bottom)


def _is_near(side: float) -> bool:
    return isfinite(side) and abs(side) <= _FAR
