"""Calendars held to RFC 5545 by another library than the one that writes them, and by bytes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.timezone import IcsTimezoneInfo

from kombit_tui.db.changes import Create
from kombit_tui.db.queries.calendar import DEADLINE, MEETING, OTHER, Event
from kombit_tui.db.queries.listing import KINDS_LISTED, ids_listed
from kombit_tui.db.store import Store
from kombit_tui.domain.text import clean
from kombit_tui.export.ics_file import ics_bytes
from kombit_tui.export.whole import as_calendar
from tests.conftest import NOW
from tests.tools.calendars import NotValid, checked

TODAY = NOW.date()
DAY = date(2026, 9, 1)
PLAIN = Event("0999-a", "Frist: IN003", DEADLINE, DAY, DAY, changed=NOW.isoformat())
NASTY = (
    "komma, semikolon; skråstreg \\ og \\n",
    "to\nlinjer\r\nog\rmere",
    "\N{GRINNING FACE}" * 60,
    "Ærø " * 125,
    "x" * 500,
    "nul\x00 klokke\x07 \x1b[31mrød\x1b[0m \x7f\x85\u2028",
    "BEGIN:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR",
    ' "citat":=,; ',
)


@pytest.mark.parametrize("listed", KINDS_LISTED)
def test_a_calendar_of_all_records_of_a_kind_is_valid(demo_store: Store, listed: str) -> None:
    ids = ids_listed(demo_store.reader, listed, "", TODAY, every_wave=True)
    made = as_calendar(demo_store.reader, listed, ids, NOW)
    assert len(checked(made.content).events) == made.number


def test_a_calendar_of_the_whole_demo_is_valid_and_its_reminders_too(demo_store: Store) -> None:
    ids = [
        one for listed in KINDS_LISTED for one in ids_listed(demo_store.reader, listed, "", TODAY)
    ]
    events = checked(as_calendar(demo_store.reader, "Alt", ids, NOW).content).events
    assert len(events) > 120
    alarms = [alarm for one in events for alarm in one.alarm]
    assert len(alarms) > 50
    assert {alarm.action for alarm in alarms} == {"DISPLAY"}


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_read_as_it_was_written(text: str) -> None:
    event = PLAIN._replace(title=text, place=text, details=(text, "sidst"))
    (found,) = checked(ics_bytes(text, [event], NOW)).events
    assert found.summary == found.location == clean(text)
    assert found.description == clean(f"{text}\nsidst")
    assert [alarm.description for alarm in found.alarm] == [clean(text)] * 2


def test_nasty_records_of_a_store_make_a_valid_calendar(store: Store) -> None:
    tasks = [
        Create("task", {"title": text, "due": "2026-09-01", "link": text}, f"0999-{number}")
        for number, text in enumerate(NASTY)
    ]
    store.apply(tasks, "Nyt")
    ids = [one.id for one in tasks if one.id]
    assert len(checked(as_calendar(store.reader, "Prøve", ids, NOW).content).events) == len(NASTY)


@pytest.mark.parametrize(
    ("link", "address", "told"),
    [
        ("https://klik.example/a?b=1&c=2#d", "https://klik.example/a?b=1&c=2#d", None),
        ("https://klik.example/Ærø", "https://klik.example/%C3%86r%C3%B8", None),
        ("mailto:a@b.example", "mailto:a@b.example", None),
        ("http://[::1]:8080/a[1]", "http://[::1]:8080/a%5B1%5D", None),
        ("a://[", None, "Link: a://["),
        ("se KLIK under dokumenter", None, "Link: se KLIK under dokumenter"),
        ("https://x.example/a\r\nATTACH:x", None, "Link: https://x.example/a \nATTACH:x"),
    ],
)
def test_a_link_is_an_address_or_is_told(link: str, address: str | None, told: str | None) -> None:
    (found,) = checked(ics_bytes("Prøve", [PLAIN._replace(link=link)], NOW)).events
    assert (found.url, found.description) == (address, told)


TEXTS = st.text(max_size=200)
EVENTS = st.builds(
    lambda days, times, changed, **rest: Event(
        first=min(days), last=max(days), start=times[0], end=times[1], changed=changed, **rest
    ),
    id=st.just("0999-x"),
    title=TEXTS,
    sort=st.sampled_from([DEADLINE, MEETING, OTHER]),
    days=st.tuples(st.dates(), st.dates()) | st.dates().map(lambda day: (day, day)),
    times=st.tuples(
        st.none() | st.times().map("{:%H:%M}".format), st.none() | st.times().map("{:%H:%M}".format)
    ),
    changed=st.just("") | st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    is_done=st.booleans(),
    place=st.none() | TEXTS,
    link=st.none() | TEXTS | st.builds("https://{}".format, TEXTS),
    details=st.lists(TEXTS, max_size=3).map(tuple),
)


@given(EVENTS, TEXTS)
@settings(max_examples=30, deadline=None)  # each is read by a library that takes 0.1 s
def test_whatever_an_event_says_the_calendar_is_valid(event: Event, title: str) -> None:
    (found,) = checked(ics_bytes(title, [event], NOW)).events
    assert (found.uid, found.summary) == ("0999-x@kombit-tui", clean(event.title))
    assert found.sequence is not None
    assert 0 <= found.sequence < 2**31
    assert found.dtstamp == NOW
    begins = found.dtstart.date() if isinstance(found.dtstart, datetime) else found.dtstart
    assert begins == event.first


def test_the_rule_of_danish_time_is_that_of_the_system() -> None:
    (zone,) = checked(ics_bytes("Prøve", [PLAIN], NOW)).timezones
    theirs, ours = IcsTimezoneInfo.from_timezone(zone), ZoneInfo("Europe/Copenhagen")
    for year in range(1997, 2038):
        noons = (datetime(year, 1, 1, 12) + timedelta(days=n) for n in range(365))  # noqa: DTZ001
        assert [one for one in noons if theirs.utcoffset(one) != ours.utcoffset(one)] == []


VALID = ics_bytes("Prøve", [PLAIN._replace(start="09:00", details=("a" * 80,))], NOW)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"\r\n", b"\n"),
        (b"\r\n aaa", b"aaa"),
        (b"SUMMARY:Frist", b"SUMMARY:Frist\x07"),
        (b"SUMMARY:Frist", b"SUMMARY:Frist\r\n\r\n"),
        (b"SUMMARY:Frist", b"SUMMARY:x\r\nSUMMARY:Frist"),
        (b"VERSION:2.0\r\n", b"VERSION:2.0\r\nMETHOD:PUBLISH\r\n"),
        (b"TZID:Europe/Copenhagen", b"TZID:Europe/Oslo"),
        (b"DTSTAMP:20260819T070000Z", b"DTSTAMP:20260819T070000"),
        (b"UID:0999-a@kombit-tui\r\n", b""),
        (b"SEQUENCE:", b"SEQUENCE:x"),
        (b"DTEND;TZID=Europe/Copenhagen:20260901T093000", b"DTEND;VALUE=DATE:2026-09-01"),
        (b"END:VALARM\r\n", b""),
        (b"TRIGGER:-PT15M", b"TRIGGER:-15M"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR"),
    ],
)
def test_what_breaks_the_standard_is_found(was: bytes, becomes: bytes) -> None:
    assert checked(VALID)
    assert was in VALID
    with pytest.raises(NotValid):
        checked(VALID.replace(was, becomes, 1))
