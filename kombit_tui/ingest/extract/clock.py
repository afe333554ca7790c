"""Reads times of the day: "10:05 - 10.25", "kl. 13-15", "starter kl. 10.00"."""

import re
from dataclasses import dataclass

_TIME = r"(?P<{0}h>[01]?\d|2[0-3])(?:\s?[.:]\s?(?P<{0}m>[0-5]\d))"
_LOOSE = r"(?P<{0}h>[01]?\d|2[0-3])(?:[.:](?P<{0}m>[0-5]\d))?"
_TO = r"\s*(?:-|–|—|til)\s*(?:kl\.?\s*)?"
AT_LINE_START = re.compile(
    rf"^\s*(?:[Kk]l\.?\s*)?{_TIME.format('a')}(?:{_TO}{_TIME.format('b')})?(?!\d)\s*[:|]?\s*"
)
AT_LINE_END = re.compile(
    rf"\s*[,(–-]?\s*(?:kl\.?\s*)?{_TIME.format('a')}{_TO}{_TIME.format('b')}\s*\)?\s*$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\bkl\.?\s*{_LOOSE.format('a')}{_TO}{_LOOSE.format('b')}(?![\d/])", re.I)
_BARE_RANGE = re.compile(rf"(?<![\d.:/-]){_TIME.format('a')}{_TO}{_TIME.format('b')}(?![\d/])")
_SINGLE = re.compile(rf"\bkl\.?\s*{_LOOSE.format('a')}(?![\d/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Times:
    """From when to when, as HH:MM; and where in the text it stands."""

    start: str
    end: str | None
    span: tuple[int, int]


def read_times(text: str) -> Times | None:
    """The first time in `text`, a range rather than a single hour."""
    match = _RANGE.search(text) or _BARE_RANGE.search(text)
    if match:
        return Times(_hhmm(match, "a"), _hhmm(match, "b"), match.span())
    match = _SINGLE.search(text)
    return Times(_hhmm(match, "a"), None, match.span()) if match else None


def times_at_start(text: str) -> Times | None:
    """The time that a line of a time table starts with."""
    match = AT_LINE_START.match(text)
    if not match:
        return None
    end = _hhmm(match, "b") if match["bh"] else None
    return Times(_hhmm(match, "a"), end, match.span())


def times_at_end(text: str) -> Times | None:
    """The range of hours that an item of an agenda ends with, in parentheses or not."""
    match = AT_LINE_END.search(text[-60:])
    if not match:
        return None
    start = max(0, len(text) - 60) + match.start()
    return Times(_hhmm(match, "a"), _hhmm(match, "b"), (start, len(text)))


def _hhmm(match: re.Match[str], name: str) -> str:
    return f"{int(match[name + 'h']):02d}:{match[name + 'm'] or '00'}"
