"""Events as an iCalendar file: deadlines as whole days, meetings at their hour in Danish time.

A calendar that reads a newer export moves what it has already: the UID of an event is its record's
id, and its SEQUENCE grows whenever the record is written. Loads icalendar, which takes a while.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar import Event as Entry

from kombit_tui.db.queries.calendar import DEADLINE, Event

ZONE = ZoneInfo("Europe/Copenhagen")
_PRODUCT = "-//kombit-tui//kombit-tui//DA"
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_WEEK_BEFORE, _DAY_BEFORE = timedelta(days=-6, hours=-15), timedelta(hours=-15)
"""At nine in the morning: a whole day begins at midnight."""
_SOON = timedelta(minutes=-15)
_SHORTEST = timedelta(minutes=30)
"""How long something lasts whose end nobody told."""


def ics_bytes(title: str, events: Iterable[Event], now: datetime) -> bytes:
    """A calendar with these events; what is over or done reminds nobody."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add_component(_danish_time())
    for event in events:
        calendar.add_component(_entry(event, now))
    return bytes(calendar.to_ical())


def _danish_time() -> Timezone:
    """The rule in force, by which every calendar finds the hour; a list of years Outlook drops."""
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        last_sunday = 29 if month == 3 else 25
        part.add("dtstart", datetime(1970, month, last_sunday, hour))  # noqa: DTZ001 - of no zone
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def sequence_of(changed: str) -> int:
    """A number that is larger after every change, on whichever machine it was made.

    Seconds since 2020, as a count of changes would differ between colleagues who export the same.
    """
    moment = _moment(changed)
    return 0 if moment is None else max(int((moment - _EPOCH).total_seconds()), 0)


def _moment(changed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(changed)
    except ValueError:
        return None
    return moment.astimezone(UTC)


def _entry(event: Event, now: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.id}@kombit-tui")
    entry.add("sequence", sequence_of(event.changed))
    entry.add("dtstamp", now.astimezone(UTC))
    if (moment := _moment(event.changed)) is not None:
        entry.add("last-modified", moment)
    entry.add("summary", event.title)
    start, end = _when(event)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    if event.sort == DEADLINE:
        entry.add("transp", "TRANSPARENT")
    if event.details:
        entry.add("description", "\n".join(event.details))
    for name, text in (("location", event.place), ("url", event.link)):
        if text:
            entry.add(name, text)
    if not event.is_done and event.last >= now.date():
        for before in _reminders(event):
            entry.add_component(_alarm(event, before))
    return entry


def _when(event: Event) -> tuple[date | datetime, date | datetime]:
    """Beginning and end: hours where they are known, else whole days."""
    if event.start is None:
        return event.first, event.last + timedelta(days=1)
    start = datetime.combine(event.first, time.fromisoformat(event.start), ZONE)
    end = start + _SHORTEST
    if event.end is not None:
        told = datetime.combine(event.last, time.fromisoformat(event.end), ZONE)
        end = told if told > start else told + timedelta(days=1)  # over midnight
    return start, end


def _reminders(event: Event) -> Iterator[timedelta]:
    if event.start is not None:
        yield _SOON
        return
    if event.sort == DEADLINE:
        yield _WEEK_BEFORE
    yield _DAY_BEFORE


def _alarm(event: Event, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", before)
    return alarm
