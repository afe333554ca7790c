"""Holds a calendar file to RFC 5545: by a parser that is not the one which wrote it, and by bytes.

`ical` knows what each property may hold. What a parser forgives is looked at here: ends of lines,
folding, characters, how often a property stands, and that every time zone that is used is told.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarError

LONGEST = 75
"""Octets of a line, without its end."""
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NEEDED = ("UID", "DTSTAMP", "DTSTART")
_ONCE = (
    *("SUMMARY", "DESCRIPTION", "LOCATION", "URL", "SEQUENCE", "TRANSP", "LAST-MODIFIED", "DTEND"),
    *_NEEDED,
)
_IN_UTC = ("DTSTAMP", "LAST-MODIFIED")
_MOMENT_OF_UTC = re.compile(r"\d{8}T\d{6}Z")


class NotValid(Exception):
    """What of the standard a file does not keep."""


def checked(content: bytes) -> Calendar:
    """What the file says.

    Raises:
        NotValid: it does not keep the standard, or `ical` does not understand it.
    """
    faults = [*_line_faults(content), *_event_faults(_unfolded(content))]
    if faults:
        raise NotValid("; ".join(faults[:5]))
    try:
        return IcsCalendarStream.calendar_from_ics(content.decode())
    except (CalendarError, ValueError) as error:
        raise NotValid(str(error)) from error


def _line_faults(content: bytes) -> Iterator[str]:
    """What is wrong with the lines as they stand in the file."""
    if not content.endswith(b"\r\n"):
        yield "the last line has no end"
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        if len(line) > LONGEST:
            yield f"{len(line)} octets in a line: {line!r}"
        if not line:  # one of blanks goes on with the one before it
            yield "an empty line"
        if _CONTROL.search(line.decode()):  # a letter that is split by folding is no UTF-8
            yield f"a control character, or half an end of line: {line!r}"


def _unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _event_faults(lines: list[str]) -> Iterator[str]:
    """What is wrong with the events: which properties they have, and how often."""
    if "METHOD" in map(_name, lines):
        yield "METHOD would want an organizer for every event (RFC 5546)"
    told = {line.partition(":")[2] for line in lines if line.startswith("TZID:")}
    zones = {one for line in lines for one in re.findall(r"^[A-Z-]+;TZID=([^:;]+):", line)}
    yield from (f"{zone} is not told" for zone in zones - told)
    uids = Counter(line for line in lines if line.startswith("UID:"))
    yield from (f"{uid} stands {times} times" for uid, times in uids.items() if times > 1)
    for event in _events(lines):
        names = Counter(map(_name, event))
        yield from (f"{one} is missing" for one in _NEEDED if not names[one])
        yield from (f"{one} stands {names[one]} times" for one in _ONCE if names[one] > 1)
        for line in event:
            moment = line.partition(":")[2]
            if _name(line) in _IN_UTC and not _MOMENT_OF_UTC.fullmatch(moment):
                yield f"not in UTC: {line}"


def _events(lines: list[str]) -> Iterator[list[str]]:
    """The properties of each event, without those of its reminders."""
    event: list[str] = []
    inside: list[str] = []
    for line in lines:
        match line.split(":", 1):
            case ["BEGIN", name]:
                inside.append(name)
                event = [] if name == "VEVENT" else event
            case ["END", name]:
                inside.pop()
                if name == "VEVENT":
                    yield event
            case _:
                event += [line] if inside[-1] == "VEVENT" else []


def _name(line: str) -> str:
    return re.split("[:;]", line, maxsplit=1)[0]
