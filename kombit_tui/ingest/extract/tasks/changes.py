"""Moved deadlines with their reason, and what happens to those who do not do the task."""

import re
from collections.abc import Iterator, Sequence

from kombit_tui.domain.dates import FoundDate
from kombit_tui.ingest.candidates import DeadlineChange
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.dated import dates_in
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Paragraph, sentences
from kombit_tui.ingest.extract.words import danish

_DEADLINE = r"\b(?:\w*slutdato\w*|\w*frist(?:en|er|erne)?|deadlines?|deadlinen)\b"
_MOVES = (
    r"\b(?:ændret|ændres|flyttet|flyttes|rykket|rykkes|udskudt|udskydes|forlænget|forlænges"
    r"|udsat|udsættes|justeret)\b"
)
MOVED = danish(
    rf"{_DEADLINE}.{{0,120}}?{_MOVES}(?!\s+ikke\b)|{_MOVES}(?!\s+ikke\b).{{0,60}}?{_DEADLINE}"
)
"""A sentence that says that a deadline was moved."""
_NEW = danish(rf"\bny\s+{_DEADLINE}|{_DEADLINE}\s+er\s+nu\b")
_REAL = danish(
    rf"\b(?:faktiske?|reelle?|reelt|sidste|endelige?)\s+{_DEADLINE}|\bholdes?\s+åbe[nt]t?\s+(?:\w+\s+)?(?:indtil|til)\b"
)
_OTHER_MOVE = danish(
    rf"\b(?:ændring|udskydelse|justering|flytning|udsættelse)\w*\b.{{0,60}}?{_DEADLINE}|{MOVED.pattern}"
)
_REASON = danish(
    r"\b(?:efterspurgt|grundet|på\s+grund\s+af|pga\.?|fordi|skyldes|årsag\w*|begrundelse|jf\.|ønske\s+om"
    r"|som\s+følge\s+af|da\s+der|da\s+kommunerne)\b"
)
FROM_TO = danish(r"\bfra\b.*\btil\b")
_BEFORE = danish(r"\b(?:tidligere|før|oprindelig\w*|hidtil\w*|fra|i\s+stedet\s+for)\b")
_CONSEQUENCE = danish(
    r"\bkonsekvens\w*|\bbliver\s+(?:I\s+)?ramt\b|\bmelder\s+kommunen\s+ikke\b|\bhvis\s+(?:\w+\s+){1,4}?ikke\b.*\b(?:kan|vil|bliver|sendes|mister|stopper|ramt)\b"
    r"|\b(?:kan|vil)\s+(?:herefter\s+|derefter\s+)?(?:ikke\s+længere|ikke\s+kunne)\b|\bellers\b|\bmanglende\s+(?:løsning|besvarelse|opgaveløsning)\b"
)


def changes_in(
    paragraphs: Sequence[Paragraph], due: str | None, ctx: Context
) -> tuple[DeadlineChange, ...]:
    """The moves of a deadline that the paragraphs of a slide tell of."""
    reason = _reason(paragraphs)
    changes: dict[str | None, DeadlineChange] = {}
    for sentence in _all_sentences(paragraphs):
        for before, after, text in _moves(sentence, due, ctx):
            origin = before or _moved_elsewhere(paragraphs, after, ctx)
            if after and origin != after:
                changes.setdefault(
                    after, DeadlineChange(from_=origin, to=after, reason=reason or text)
                )
    return tuple(changes.values())


def _moves(
    sentence: str, due: str | None, ctx: Context
) -> Iterator[tuple[str | None, str | None, str]]:
    real = _REAL.search(sentence)
    if real and due:
        dates = [d for d in dates_in(sentence, ctx) if d.start >= real.start()]
        if dates and dates[0].date.edtf != due:
            yield due, dates[0].date.edtf, tidy(sentence)
        return
    moved = MOVED.search(sentence) or _NEW.search(sentence)
    if moved and not danish(r"\bændres\s+ikke\b").search(sentence):
        before, after = _from_to(sentence, dates_in(sentence, ctx))
        if after:
            yield before, after, tidy(sentence)


def _from_to(sentence: str, dates: list[FoundDate]) -> tuple[str | None, str | None]:
    """The old and the new date among the dates of one sentence."""
    for found in dates:
        if FROM_TO.search(sentence[max(0, found.start - 5) : found.end]):
            first, slash, last = (found.date.edtf or "").partition("/")
            if slash:
                return first, last
    if not dates:
        return None, None
    if len(dates) == 1:
        return None, dates[0].date.edtf
    old = next(
        (d for d in dates if _BEFORE.search(sentence[max(0, d.start - 14) : d.start + 5])), None
    )
    new = next((d for d in dates if d is not old), None)
    return (old.date.edtf if old else None), (new.date.edtf if new else None)


def _moved_elsewhere(
    paragraphs: Sequence[Paragraph], after: str | None, ctx: Context
) -> str | None:
    """The old date, when only another sentence about the move gives it."""
    for sentence in _all_sentences(paragraphs):
        if _OTHER_MOVE.search(sentence):
            before, _ = _from_to(sentence, dates_in(sentence, ctx))
            if before and after and before < after:
                return before
    return None


def consequence_in(paragraphs: Sequence[Paragraph]) -> str | None:
    """The sentence that says what happens if the task is not done."""
    said = (s for s in _all_sentences(paragraphs) if _CONSEQUENCE.search(s))
    return next(map(tidy, said), None)


def _reason(paragraphs: Sequence[Paragraph]) -> str | None:
    reasons = [p.text for p in paragraphs if _REASON.search(p.text[:2000])]
    return tidy(reasons[0])[:500] if reasons else None


def _all_sentences(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            yield re.sub(r"\s+", " ", sentence[:1000])
