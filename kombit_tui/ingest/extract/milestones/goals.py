"""Goal tables: numbered goals under the four quarters of a year.

The last part of a goal's number is its quarter, for the columns themselves are lost in the text.
"""

import re
from collections.abc import Iterator
from datetime import date

from kombit_tui.ingest.candidates import MilestoneFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Row, Sheet, join

_HEAD = re.compile(r"\bQ1\b.*\bQ2\b.*\bQ3\b.*\bQ4\b")
_GOAL = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.([1-4])\s*[-–]?\s*\D")
_GROUP = re.compile(r"^\d{1,2}\.\d{1,2}\s*[-–]\s*\D")
_STARTS = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,4}\s*[-–]?\s*\D|^\d{1,2}$")
_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_LEAST = 4
_SPANS = ("01-01/{y}-03-31", "04-01/{y}-06-30", "07-01/{y}-09-30", "10-01/{y}-12-31")


def goals_on(sheet: Sheet, ctx: Context) -> tuple[MilestoneFound, ...]:
    """The goals of a slide with the four quarters in its head, () for any other slide."""
    head = next((i for i, row in enumerate(sheet.rows) if _HEAD.search(row.text)), None)
    year = _year(sheet, ctx)
    if head is None or year is None:
        return ()
    found = tuple(_goals(sheet.rows[head + 1 :], year))
    return found if len(found) >= _LEAST else ()


def _year(sheet: Sheet, ctx: Context) -> int | None:
    stated = _YEAR.search(sheet.title)
    if stated:
        return int(stated.group())
    day: date | None = ctx.document_date
    return day.year if day else None


def _goals(rows: tuple[Row, ...], year: int) -> Iterator[MilestoneFound]:
    campaign: str | None = None
    for part in _parts(rows):
        goal = _GOAL.match(part[0].text)
        text = tidy(join(row.text for row in part))
        if goal:
            quarter = int(goal.group(1))
            yield MilestoneFound(
                title=text,
                campaign=campaign,
                date=f"{year}-" + _SPANS[quarter - 1].format(y=year),
                date_text=f"Q{quarter}",
                lines=(part[0].number, part[-1].number),
                confidence=0.7,
                rule="quarter_goal",
            )
        elif _GROUP.match(part[0].text):
            campaign = text


def _parts(rows: tuple[Row, ...]) -> Iterator[list[Row]]:
    """The rows of one numbered goal or heading at a time; a gap above the usual ends it."""
    usual = min((row.gap for row in rows), default=0)
    part: list[Row] = []
    for row in rows:
        if part and (_STARTS.match(row.text) or row.gap > usual + 1):
            yield part
            part = []
        part.append(row)
    if part:
        yield part
