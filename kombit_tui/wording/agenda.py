"""Meetings, their items, questions and news in words: for the screen and the meeting notes."""

from collections.abc import Iterable

from kombit_tui.db.queries.agenda import ItemRow, MeetingRow, QuestionRow
from kombit_tui.domain.choices import PREPARATION_STATES
from kombit_tui.domain.folding import fold
from kombit_tui.domain.touching import Touched
from kombit_tui.wording.values import day_text, iso_text

KINDS = {"task": "Opgaver", "role": "Ubesatte roller", "system": "Systemer",
         "agreement": "Aftaler"}  # fmt: skip
"""What an item may touch, in the order it is told."""


def meeting_days(row: MeetingRow) -> str:
    """The days a meeting is held on: two of them are one meeting."""
    return " og ".join(iso_text(day) for day in row.dates) or day_text(row.date, row.date_text)


def progress(read: int, items: int) -> str:
    """How much of an agenda is gone through."""
    return f"{read} af {items} gennemgået"


def meeting_texts(row: MeetingRow) -> tuple[str, ...]:
    """A meeting on one line: when, how far we are, what it is called, what is asked."""
    done = progress(row.read, row.items) if row.items else ""
    more = " · ".join(part for part in (row.start or "", questions_text(row)) if part)
    return (meeting_days(row), done, row.title, more)


def questions_text(row: MeetingRow) -> str:
    """How many questions stand under a meeting, and how many of them without an answer."""
    if not row.questions:
        return ""
    word = "ubesvaret" if row.open_questions == 1 else "ubesvarede"
    left = f", {row.open_questions} {word}" if row.open_questions else ""
    return f"{row.questions} spørgsmål{left}"


def times(start: str | None, end: str | None) -> str:
    """From when until when."""
    return "-".join(time for time in (start, end) if time)


def state_text(row: ItemRow) -> str:
    """How an item is prepared."""
    return PREPARATION_STATES.get(row.state, row.state)


def origin(row: QuestionRow) -> str:
    """For a question that was carried over the day of the meeting where it was asked."""
    return f"fra {asked_on(row)}" if row.is_carried and row.asked_on else ""


def asked_on(row: QuestionRow) -> str:
    """When a question was asked."""
    return day_text(row.asked_on, None)


def promised(row: QuestionRow) -> str:
    """When the answer is promised for."""
    return day_text(row.promised_for, row.promised_text)


def answer_state(row: QuestionRow) -> tuple[str, str]:
    """Whether a question is answered, or for now only; and the tone of that."""
    if not row.answer:
        return "Ubesvaret", "warning"
    return ("Lovet mere", "warning") if row.is_carried else ("Besvaret", "ok")


def touched_text(one: Touched) -> str:
    """Something of ours that an item touches, and what in the item says so."""
    ours, told = one.ours, ""
    if ours.kind in ("task", "agreement") and ours.note:
        told = f" · frist {day_text(ours.note, None)}"
    if ours.kind == "role" and ours.note:
        told = " · obligatorisk"
    return f"{ours.title}{told} ({_because(one)})"


def named_text(one: Touched) -> str:
    """The same of one line alone: a system that is to be moved says so itself."""
    if one.ours.kind == "system" and one.ours.note:
        return f"{one.ours.title} · mangler at flytte ({_because(one)})"
    return touched_text(one)


def _because(one: Touched) -> str:
    """What in the text says so; a word that stands in another one is not said twice."""
    folded = [fold(word) for word in one.because]
    said = [
        word
        for word, own in zip(one.because, folded, strict=True)
        if not any(own != other and own in other for other in folded)
    ]
    return ", ".join(said)


def touched_texts(touched: Iterable[Touched], kind: str) -> list[str]:
    """Those of one kind, line by line; the systems that are to be moved take one line together."""
    of_kind = [one for one in touched if one.ours.kind == kind]
    waiting = [one.ours.title for one in of_kind if kind == "system" and one.ours.note]
    lines = [touched_text(one) for one in of_kind if one.ours.title not in waiting]
    return [*lines, f"Mangler at flytte: {', '.join(waiting)}"] if waiting else lines
