"""Events as an iCalendar file: deadlines as whole days, meetings at their hour in Danish time.

A calendar that reads a newer export moves what it has already: the UID of an event is its record's
id, and its SEQUENCE grows whenever the record is written. Loads icalendar, which takes a while.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vText
from icalendar import Event as Entry

from kombit_tui.db.queries.calendar import DEADLINE, Event
from kombit_tui.domain.text import clean

ZONE = ZoneInfo("Europe/Copenhagen")
_PRODUCT = "-//kombit-tui//kombit-tui//DA"
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_WEEK_BEFORE, _DAY_BEFORE = timedelta(days=-6, hours=-15), timedelta(hours=-15)
"""At nine in the morning: a whole day begins at midnight."""
_SOON = timedelta(minutes=-15)
_SHORTEST = timedelta(minutes=30)
"""How long something lasts whose end nobody told."""
_LARGEST = 2**31 - 1
"""Of the numbers that a calendar need understand."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_OF_ADDRESSES = "%:/?@!$&'()*+,;="
"""What stands in a part of an address as it is, beside letters and digits of ASCII."""


def ics_bytes(title: str, events: Iterable[Event], now: datetime) -> bytes:
    """A calendar with these events; what is over or done reminds nobody.

    It has no METHOD: PUBLISH wants an organizer of every event, and Outlook takes it for granted.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(clean(title)))  # of an X- property it escapes nothing
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
    if moment is None:
        return 0
    return min(max(int((moment - _EPOCH).total_seconds()), 0), _LARGEST)


def _moment(changed: str) -> datetime | None:
    try:
        return datetime.fromisoformat(changed).astimezone(UTC)
    except (ValueError, OverflowError):  # a colleague's clock may tell the year 1
        return None


def _entry(event: Event, now: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.id}@kombit-tui")
    entry.add("sequence", sequence_of(event.changed))
    entry.add("dtstamp", now.astimezone(UTC))
    if (moment := _moment(event.changed)) is not None:
        entry.add("last-modified", moment)
    title, link = clean(event.title), _address(event.link)
    entry.add("summary", title)
    start, end = _when(event)
    entry.add("dtstart", start)
    if end is not None:
        entry.add("dtend", end)
    if event.sort == DEADLINE:
        entry.add("transp", "TRANSPARENT")
    told = (*event.details, *([f"Link: {event.link}"] if event.link and not link else []))
    for name, text in (("description", "\n".join(told)), ("location", event.place or "")):
        if text:
            entry.add(name, clean(text))
    if link:
        entry.add("url", link)
    if not event.is_done and event.last >= now.date():
        for before in _reminders(event):
            entry.add_component(_alarm(title, before))
    return entry


def _address(link: str | None) -> str:
    """`link` as the address of RFC 3986 that it is meant as; empty where it is none."""
    told = (link or "").strip()
    if not _ADDRESS.fullmatch(told):
        return ""
    try:
        scheme, host, *rest = urlsplit(told)
    except ValueError:  # a host that is none
        return ""
    parts = [quote(one, safe=_OF_ADDRESSES) for one in rest]
    return urlunsplit([scheme, quote(host, safe=f"{_OF_ADDRESSES}[]"), *parts])


def _when(event: Event) -> tuple[date | datetime, date | datetime | None]:
    """Beginning and end: hours where they are known, else whole days."""
    if event.last == date.max:  # of which there is no day after
        return event.first, None
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


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm
