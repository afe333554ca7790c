"""What a slide says of its tasks outside any table: it goes for every task on the slide."""

from collections.abc import Sequence
from dataclasses import dataclass

from kombit_tui.ingest.candidates import DeadlineChange
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Paragraph, Sheet, sentences
from kombit_tui.ingest.extract.tasks.changes import FROM_TO, MOVED, changes_in, consequence_in
from kombit_tui.ingest.extract.tasks.parts import kind_of, performer_of, period_of, project_of
from kombit_tui.ingest.extract.words import danish

_DUE = danish(
    r"\b(?:slut(?:dato\w*)?|frist(?:en)?|deadline\w*|(?:skal|bedes)\s+(?:\w+\s+){0,3}?senest|løses?\s+(?:\w+\s+){0,2}?senest|senest)\b"
)
_OTHERS = danish(
    r"\b(?:KL|\w*styrelsen|leverandør\w*)s?\s+(?:\w+\s+){0,2}?(?:af\s+)?(?:frist|deadline|slutdato)"
)
_START = danish(r"\bstart\w*\b|\bpubliceres\b|\båbner\b")
_OWN = danish(r"\bslutdato\w*|\bslut\b|\bfrist(?:en)?\s*:")
_KIND = danish(r"\b(?:opgave\w*|KLIK|typen?)\b|^\W*(?:obligatorisk|anbefalet)")

_START_LINE = danish(r"^(?:start(?:dato)?\s*:|opgaven\s+(?:publiceres|åbner|starter)\b)")
_SHORT = 60

MAX_SLIDE_ROWS = 80
"""A longer page is several slides that could not be told apart."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What goes for every task on a slide."""

    kind: str | None = None
    start: str | None = None
    due: str | None = None
    due_text: str | None = None
    performer: str | None = None
    project: str | None = None
    consequence: str | None = None
    changes: tuple[DeadlineChange, ...] = ()


def facts_of(sheet: Sheet, paragraphs: Sequence[Paragraph], ctx: Context) -> Facts:
    """What `paragraphs` of a slide say of its tasks."""
    start, due, words = _period(paragraphs, ctx)
    start = start or _first_day(paragraphs, ctx)
    changes = changes_in(paragraphs, due, ctx)
    text = " ".join(p.text for p in paragraphs)[:20000]
    return Facts(
        kind=_kind(paragraphs),
        start=start,
        due=due,
        due_text=words,
        performer=next(filter(None, (performer_of(p.text[:2000]) for p in paragraphs)), None),
        project=project_of(sheet, text),
        consequence=consequence_in(paragraphs),
        changes=changes,
    )


def _kind(paragraphs: Sequence[Paragraph]) -> str | None:
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            kind = kind_of(sentence[:1000]) if _KIND.search(sentence) else None
            if kind:
                return kind
    return None


def _period(
    paragraphs: Sequence[Paragraph], ctx: Context
) -> tuple[str | None, str | None, str | None]:
    """Start, due date and words of the sentence that tells most surely when the task ends."""
    best: tuple[int, tuple[str | None, str | None, str | None]] = (0, (None, None, None))
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            text = sentence[:1000]
            label = _DUE.search(text)
            weight = _weight(text) if label else 0
            if label is None or weight <= best[0]:
                continue
            after = [d for d in dates_in(text, ctx) if d.start >= label.start()]
            if after:
                period = period_of(text[: after[0].end], ctx)
                due = _end_of(after[0].date.edtf, text[label.start() : after[0].end])
                start = period.start if _START.search(text) else None
                best = (weight, (start, due, tidy(text)[:200]))
    return best[1]


def _first_day(paragraphs: Sequence[Paragraph], ctx: Context) -> str | None:
    """The date of a line that names the start and nothing else."""
    for paragraph in paragraphs:
        if len(paragraph.text) <= _SHORT and _START_LINE.match(paragraph.text):
            dates = dates_in(paragraph.text, ctx)
            if len(dates) == 1:
                return dates[0].date.edtf
    return None


def _weight(text: str) -> int:
    """How surely a sentence with a word for the end speaks of this task's own end."""
    if _OTHERS.search(text):
        return 1
    return 3 if MOVED.search(text) or _OWN.search(text) else 2


def _end_of(edtf: str | None, words: str) -> str | None:
    """The end of "from one day to another", else the date itself."""
    return edtf.split("/")[1] if edtf and "/" in edtf and FROM_TO.search(words) else edtf
