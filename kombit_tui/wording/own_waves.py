"""What comes in our own waves, in words."""

from datetime import date

from kombit_tui.db.queries.timeline_entries import Entry
from kombit_tui.domain.timeline import ends_of
from kombit_tui.wording.values import day_text, days_to


def own_date(one: Entry) -> str:
    """When what happens, and of which plan."""
    return f"{day_text(one.date, one.date_text):<10} {one.title}: {one.belongs_to}"


def nearness(one: Entry, today: date) -> str:
    """How far the beginning of an entry is, or its end where it goes on."""
    first, last = ends_of(one.pieces)
    if first is not None and first >= today.toordinal():
        return days_to(date.fromordinal(first), today)
    return f"slut {days_to(date.fromordinal(last), today)}" if last is not None else ""
