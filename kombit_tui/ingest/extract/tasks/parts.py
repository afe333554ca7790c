"""The parts of a task as words: type, duration, wave, performer, project, start and end."""

import re
from dataclasses import dataclass

from kombit_tui.domain.dates import FoundDate
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Sheet
from kombit_tui.ingest.extract.tables import columns_in
from kombit_tui.ingest.extract.words import danish

KIND = danish(
    r"\b(?:obligatorisk\w*(?:\s+opgaver?)?(?P<critical>\s*,?\s*(?:og\s+)?på\s+(?:den\s+)?kritiske?\s+vej)?"
    r"|(?P<advised>anbefale(?:t|de)(?!\s+(?:udfører|leverandør|version)))(?:\s+opgaver?)?)\b"
)
DURATION = danish(
    r"(?<![\w½])(?:\d{1,3}(?:\s*[-–]\s*\d{1,3})?|\d?\s?[½¼¾]|(?:en|et|to|tre|fire|fem|seks|nogle|få))\s+"
    r"(?:uger?|dage?|dags|måned(?:er)?|timer?|arbejdsdage?|min(?:\.|utter\b)|møder?)(?!\w)"
)
OTHER_KIND = danish(
    r"\b(?:til\s+orientering|frivillig|valgfri|information)\b"
    r"(?=\s+\d|\s+[a-z½]+\s+(?:\w+\s+)?\d|\s*$)"
)
"""A type of task that is none of those that the contract knows."""
COUNTS = ("done", "started", "not_started")
"""The columns of a table that counts municipalities."""
ABOUT_TASKS = danish(r"\bKLIK\b|\b[\w-]*opgaver?(?:ne|n)?\b")
LABEL = danish(
    r"\b(?P<due>frist|deadline|slut(?:dato|ter)?|senest|inden|løses\s+senest)\b"
    r"|\b(?P<start>start(?:dato|er|es)?|publiceres|åbner|tidligst)\b"
)
WAVES = re.compile(r"\bB(\d{1,2})\b(?:\s*(?:,|og|-|–)\s*B?\d{1,2}\b)*")
_WAVE_WORD = danish(r"\bbølge(?:\s*\d+(?:\s*[-–]\s*\d+)?|vis)\b")
_GROUP = re.compile(r"\(\s*([PK]\s?\d{1,2})\s*\)")
_PERFORMER = (
    danish(r"\b(?P<who>[\w-]+(?:\s[\w-]+)?)\s+som\s+anbefalet\s+udfører"),
    danish(r"\b(?:anbefalet\s+)?udfører(?:\s+er|:)\s*(?P<who>[^.,;()]{3,60})"),
)
_PROJECT = (
    danish(r"\b(?P<project>[\w-]+?)-relaterede\s+KLIK"),
    danish(r"\bprojektet\s+[”\"“'\u2019]?(?P<project>[^”\"“'\u2019.,;–]{2,60})"),
    danish(r"\bopgaver?\s+i\s+(?P<project>[A-ZÆØÅ][\w-]*(?:program\w*|projekt\w*))"),
    danish(
        r"\bopgaver?\s+(?:i|på|vedr\.?|relateret\s+til)\s+(?P<project>(?-i:[A-ZÆØÅ])[^:()]{2,70}?)(?:\s+i\s+KLIK|[:(]|$)"
    ),
)
_TASK_WORDS = danish(
    r"\b(?:aktuelle\s+og\s+kommende|opfølgning\s+på(?:\s+de(?:\s+\w{2,5})?)?|oversigt\s+over|nye?|status(?:\s+på)?|kommende"
    r"|aktuelle?|[\w-]*-?relaterede)?\s*KLIK[\s-]*opgaver?\w*"
)
_UNKNOWN = danish(r"\buafklaret\b|\bafventer\b|\bikke\s+fastlagt\b")
_NOW = danish(r"\bstart(?:er)?\s+nu\b")


@dataclass(frozen=True, slots=True)
class Period:
    """When a task runs: its start and its due date, each with the words."""

    start: str | None = None
    due: str | None = None
    words: str | None = None


def kind_of(text: str) -> str | None:
    """The type of the task; where the text tells of a changed type, the new one."""
    changed = danish(r"\bændret\b.{0,60}\btil\s+(?=obligatorisk|anbefalet)").search(text)
    match = KIND.search(text, changed.end() if changed else 0)
    if match is None:
        return None
    if match["advised"]:
        return "anbefalet"
    is_critical = match["critical"] or danish(r"på\s+(?:den\s+)?kritiske?\s+vej").match(
        text[match.end() :].lstrip()
    )
    return "obligatorisk_kritisk_vej" if is_critical else "obligatorisk"


def duration_of(text: str) -> str | None:
    """How long the task takes, as written."""
    match = DURATION.search(text)
    return tidy(match.group()) if match else None


def wave_of(text: str) -> str | None:
    """The waves or groups of municipalities that a task is for, as written."""
    groups = [m.group(1).replace(" ", "") for m in _GROUP.finditer(text)]
    waves = groups or [tidy(m.group()) for m in WAVES.finditer(text)]
    if not waves:
        match = _WAVE_WORD.search(text)
        return tidy(match.group()) if match else None
    return " / ".join(dict.fromkeys(waves))


def without_wave(title: str) -> str:
    """A title without the group of municipalities in parentheses."""
    return tidy(_GROUP.sub(" ", title))


def performer_of(text: str) -> str | None:
    """The role that is advised to do the task."""
    for pattern in _PERFORMER:
        match = pattern.search(text)
        if match:
            who = LABEL.split(KIND.split(match["who"], maxsplit=1)[0], maxsplit=1)[0]
            return re.sub(r"^(?:med|og|en|som|af)\s+", "", tidy(who)) or None
    return None


def project_of(sheet: Sheet, text: str = "") -> str | None:
    """The project that a slide's tasks belong to: said so, or what is left of its titles."""
    for words in (sheet.title, text[:20000], sheet.section):
        for pattern in _PROJECT:
            match = pattern.search(words)
            if match:
                return tidy(match["project"])
    for title in (sheet.title.split(":")[0], sheet.section):
        rest = tidy(_TASK_WORDS.sub(" ", title).split(" (")[0])
        if sum(map(str.isalpha, rest)) >= 3 and len(columns_in(title)) < 2:
            return rest
    return None


def period_of(text: str, ctx: Context, columns: tuple[str, ...] = ()) -> Period:
    """Start and due date in the cells of a task, by their labels, else by their order."""
    found = dates_in(text, ctx)
    if not found:
        return Period(_now(text, ctx), None, _unknown(text))
    waves = [m.start() for m in WAVES.finditer(text)]
    start_of_words = min([_label_start(text, found[0].start), *waves[:1]])
    words = tidy(text[start_of_words : found[-1].end])
    if len(found) > 1 and len(waves) > 1 and waves[0] < found[0].start < waves[1] < found[1].start:
        return Period(None, _span(found), words)
    start, due = _labelled(text, found)
    rest = [f for f in found if f not in (start, due)]
    if len(found) > 1 and rest and not (start and due):
        if due is None:
            start, due = (start, rest[-1]) if start else (rest[0], rest[-1])
            start = None if start is due else start
    elif len(found) == 1 and not start and not due:
        is_start = _is_start_only(columns) or _unknown(text[found[0].end :])
        due, start = (None, found[0]) if is_start else (found[0], None)
    return _period(start, due, words, text, ctx)


def _period(
    start: FoundDate | None, due: FoundDate | None, words: str, text: str, ctx: Context
) -> Period:
    first = start.date.edtf if start else _now(text, ctx)
    last = due.date.edtf if due else None
    is_range = due is not None and "/" in (last or "") and first is None
    if (
        is_range
        and due is not None
        and danish(r"\bfra\b").search(text[max(0, due.start - 12) : due.end])
    ):
        first, last = (last or "").split("/", 1)
    return Period(first, last, words if due else _unknown(text) or words)


def _labelled(text: str, found: list[FoundDate]) -> tuple[FoundDate | None, FoundDate | None]:
    """The dates with a word for start and for end before them."""
    start = due = None
    before = 0
    for each in found:
        labels = list(LABEL.finditer(text[before : each.end]))
        if labels and labels[-1]["due"]:
            due = due or each
        elif labels and labels[-1]["start"]:
            start = start or each
        before = each.end
    return start, due


def _is_start_only(columns: tuple[str, ...]) -> bool:
    return "start" in columns and "due" not in columns


def _span(found: list[FoundDate]) -> str | None:
    """From the first to the last of several dates."""
    edges = [e for f in found if f.date.edtf for e in f.date.edtf.split("/") if e != ".."]
    return f"{min(edges)}/{max(edges)}" if edges else None


def _now(text: str, ctx: Context) -> str | None:
    return ctx.document_date.isoformat() if ctx.document_date and _NOW.search(text) else None


def _unknown(text: str) -> str | None:
    match = _UNKNOWN.search(text)
    return match.group() if match else None


def _label_start(text: str, place: int) -> int:
    """Where the words of a date begin: at its label, when one stands right before it."""
    labels = [m for m in LABEL.finditer(text[:place]) if place - m.end() < 12]
    return labels[-1].start() if labels else place
