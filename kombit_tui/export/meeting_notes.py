"""A meeting as Markdown: agenda with our notes, decisions, questions and answers, our tasks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kombit_tui.db.queries.agenda import ItemRow, QuestionRow
from kombit_tui.db.queries.beside import Beside, Papers
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.domain.touching import Touched
from kombit_tui.export.markdown import escaped
from kombit_tui.wording.agenda import (
    KINDS,
    answer_state,
    meeting_days,
    origin,
    progress,
    promised,
    state_text,
    times,
    touched_texts,
)

DECIDED = "decision"
"""The state of an item that something was decided on."""


def meeting_notes(papers: Papers, today: date) -> str:
    """The notes of a meeting as they stand on the day `today`."""
    return "\n".join([*_head(papers, today), *_agenda(papers), *_rest(papers), ""])


def _head(papers: Papers, today: date) -> Iterator[str]:
    held = papers.meeting
    yield f"# {escaped(held.title)}"
    yield ""
    told = (meeting_days(held), times(held.start, held.end), held.place or "")
    yield f"- {escaped(', '.join(part for part in told if part))}"
    yield f"- {progress(held.read, held.items)} pr. {today:%d-%m-%Y}"


def _agenda(papers: Papers) -> Iterator[str]:
    if not papers.items:
        return
    yield from ("", "## Dagsorden", "")
    for item, beside in papers.items:
        number = "-" if item.position is None else f"{item.position}."
        told = (times(item.start, item.end), ", ".join(item.presenters), state_text(item))
        yield f"{number} **{escaped(item.title)}**"
        yield f"   {escaped(' · '.join(part for part in told if part))}"
        yield from (f"   - {escaped(one)}" for one in item.subitems)
        yield from _own(item, beside)


def _own(item: ItemRow, beside: Beside) -> Iterator[str]:
    """What we noted of an item, and the tasks we made of it."""
    lines = (item.own_text or "").splitlines()
    yield from (f"   > {escaped(line)}" for line in lines if line.strip())
    for task in beside.tasks:
        status = TASK_STATUS.get(task.status, task.status).lower()
        yield f"   - Opgave: {escaped(task.title)} ({status})"


def _rest(papers: Papers) -> Iterator[str]:
    decided = [item for item, _ in papers.items if item.state == DECIDED]
    yield from _list(
        "Beslutninger", (f"{one.title}: {one.own_text or 'uden note'}" for one in decided)
    )
    if papers.questions:
        yield from ("", "## Spørgsmål", "")
        for question in papers.questions:
            yield from _question(question)
    touched = _all_touched(papers)
    for kind, label in KINDS.items():
        heading = "Vores opgaver" if kind == "task" else label
        yield from _list(heading, touched_texts(touched, kind))


def _question(row: QuestionRow) -> Iterator[str]:
    told = (row.section or "", origin(row), answer_state(row)[0].lower())
    yield f"- **{escaped(row.question)}** ({escaped(', '.join(part for part in told if part))})"
    yield from (f"  {escaped(line)}" for line in (row.answer or "").splitlines() if line.strip())
    if promised(row):
        yield f"  Lovet til {escaped(promised(row))}."


def _list(heading: str, lines: Iterable[str]) -> Sequence[str]:
    told = [f"- {escaped(line)}" for line in lines]
    return ["", f"## {heading}", "", *told] if told else []


def _all_touched(papers: Papers) -> tuple[Touched, ...]:
    """What any item touches, each once."""
    found = {one.ours.id: one for _, beside in papers.items for one in beside.touched}
    return tuple(found.values())
