"""How far the vendors' systems are rolled out: tables of counts per vendor and system.

Sums that do not add up are kept as printed and flagged.
"""

import re
from collections.abc import Iterator, Sequence

from kombit_tui.ingest.candidates import RolloutStatusFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import fold, tidy
from kombit_tui.ingest.extract.rows import Paragraph, Sheet, sheets_of
from kombit_tui.ingest.extract.words import danish

_COLUMNS = (
    ("not_agreed", danish(r"(?:endnu\s+)?ikke\s+(?:aftalt|påbegyndt|planlagt)|mangler\s+aftale")),
    ("agreed", danish(r"\baftalt\b|\baftale\s+indgået\b|\bplanlagt\b|\bgodkendt\s+serviceaftale")),
    ("in_operation", danish(r"\bi\s+(?:drift|produktion)\b|\bidriftsat\b|\btilsluttede?\b")),
    ("total", danish(r"\bi\s+alt\b|\btotal\b|\bsamlet\b")),
)
_COUNTED = re.compile(r"^(?P<name>\D.*?)?(?P<counts>(?:(?:^|\s+)\d{1,3}\*?){3,5})$")
_SUM = re.compile(r"^(?:i\s+alt|total)\b", re.IGNORECASE)
_MAX_AREA = 40
_LEAST = 3


def find_rollout_status(ctx: Context) -> tuple[RolloutStatusFound, ...]:
    """One record per row of a status table, its sums too."""
    found: dict[tuple[str, str], RolloutStatusFound] = {}
    for slide in ctx.once(sheets_of):
        for row in _on_slide(slide):
            found.setdefault((fold(row.area or ""), fold(row.vendor_system)), row)
    return tuple(found.values())


def _on_slide(slide: Sheet) -> Iterator[RolloutStatusFound]:
    start, columns = _table(slide.paragraphs)
    head = slide.paragraphs[:start]
    if not columns:
        return
    area: str | None = head[-1].text if head and _is_area(head[-1]) else None
    waiting = ""
    for paragraph in slide.paragraphs[start:]:
        match = _COUNTED.match(paragraph.text)
        if match is None:
            waiting = paragraph.text
            area = paragraph.text if _is_area(paragraph) else area
            continue
        name = tidy(match["name"] or waiting)
        counts = [int(n.rstrip("*")) for n in match["counts"].split()]
        if name and len(counts) == len(columns):
            yield _row(paragraph, name, area, dict(zip(columns, counts, strict=True)))


def _table(paragraphs: Sequence[Paragraph]) -> tuple[int, tuple[str, ...]]:
    """The place of the first row of counts below a head that names its columns."""
    for start, paragraph in enumerate(paragraphs):
        if not _COUNTED.match(paragraph.text):
            continue
        columns = _columns(" ".join(p.text for p in paragraphs[max(0, start - 6) : start]))
        if len(columns) >= _LEAST and "in_operation" in columns:
            return start, columns
    return 0, ()


def _columns(head: str) -> tuple[str, ...]:
    """The columns in the order in which their words stand in the head."""
    places: dict[int, str] = {}
    for name, pattern in _COLUMNS:
        match = pattern.search(head)
        if match:
            places[match.start()] = name
            head = head[: match.start()] + " " * len(match.group()) + head[match.end() :]
    return tuple(places[place] for place in sorted(places))


def _is_area(paragraph: Paragraph) -> bool:
    """A short heading inside the table: no head word, no sentence."""
    text = paragraph.text
    is_head = any(pattern.search(text) for _, pattern in _COLUMNS)
    return len(text) <= _MAX_AREA and not is_head and not text.endswith((".", ":", "?"))


def _row(
    paragraph: Paragraph, name: str, area: str | None, counts: dict[str, int]
) -> RolloutStatusFound:
    parts = [counts.get(key) for key in ("in_operation", "agreed", "not_agreed")]
    is_off = None not in parts and "total" in counts and sum(filter(None, parts)) != counts["total"]
    if _SUM.match(name) and _SUM.sub("", name).strip():
        area = _SUM.sub("", name).strip()
    return RolloutStatusFound(
        vendor_system=name,
        area=area,
        in_operation=counts.get("in_operation"),
        agreed=counts.get("agreed"),
        not_agreed=counts.get("not_agreed"),
        total=counts.get("total"),
        lines=paragraph.lines,
        confidence=0.85,
        rule="rollout_row",
        flags=("Tallene giver ikke det trykte i alt.",) if is_off else (),
    )
