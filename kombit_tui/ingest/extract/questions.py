"""Finds questions with their answers where slides label them: "Spørgsmål: ... Svar: ...".

Notes in two columns are read in `question_columns.py`; this module calls it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kombit_tui.ingest.candidates import QuestionFound
from kombit_tui.ingest.document import Line
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.layout import filled, join_all, running_lines, without_bullet
from kombit_tui.ingest.extract.question_cells import find_in_cells
from kombit_tui.ingest.extract.question_columns import find_in_columns
from kombit_tui.ingest.extract.words import danish

_QUESTION = danish(
    r"\s*(?:(?:\d{1,2}[.):]\s*)?spørgsmål(?:\s*\d{1,2}|\s+fra\s+[\w-]+)?|spm?\.?(?:\s*\d{1,2})?|q(?:\s*\d{1,2})?)\s*[.]?\s*:\s*"
)
_ANSWER = danish(r"\s*(?:kombits?\s+)?(?:svar|sv|a)(?:\s*\d{1,2})?\s*[.]?\s*:\s*")
_CONTACT = danish(r"\s*(?:kontakt(?:oplysninger)?|læs\s+mere)\b\s*:")
_SEVERAL = danish(r"spørgsmål|\bFAQ\b|Q\s*&\s*A")


@dataclass
class _Pair:
    section: str | None
    first: int
    last: int
    question: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)


def find_questions(ctx: Context) -> tuple[QuestionFound, ...]:
    """All questions of the document, with their answers and sections."""
    return (*_labelled(ctx), *(find_in_cells(ctx) or find_in_columns(ctx)))


def _labelled(ctx: Context) -> Iterator[QuestionFound]:
    running = running_lines(ctx.pages)
    for page in ctx.pages:
        lines = filled(page.lines)
        for pair in _pairs(lines, running):
            question = join_all(pair.question)
            if not question or not (pair.answer or question.endswith("?")):
                continue
            yield QuestionFound(
                question=question,
                answer=join_all(pair.answer) or None,
                section=pair.section,
                lines=(pair.first, pair.last),
                page=page.number,
                confidence=0.9 if pair.answer else 0.5,
                rule="questions.labelled",
            )


def _pairs(lines: Sequence[Line], running: frozenset[str]) -> list[_Pair]:
    pairs: list[_Pair] = []
    section: str | None = None
    target: list[str] | None = None
    for line in lines:
        bare = without_bullet(line.text)
        asked, answered = _QUESTION.match(bare), _ANSWER.match(bare)
        if asked:
            pairs.append(_Pair(section, line.number, line.number))
            target = pairs[-1].question
            target.append(bare[asked.end() :])
        elif answered and pairs:
            target = pairs[-1].answer
            target.append(bare[answered.end() :])
        elif target is None:
            if _SEVERAL.search(bare) or section is None:
                section = bare.strip()
            continue
        elif _stops(line, pairs[-1], bare, running):
            target = None
            continue
        else:
            target.append(line.text)
        pairs[-1].last = line.number
    return pairs


def _stops(line: Line, pair: _Pair, bare: str, running: frozenset[str]) -> bool:
    """Whether a line no longer belongs to the pair: a footer, or text after a gap."""
    if bare.strip().casefold() in running or _CONTACT.match(bare):
        return True
    shouted = bare.isupper() and len(bare.split()) > 1 and line.number - pair.last > 1
    far = shouted or line.number - pair.last > 2
    return far or (line.number - pair.last > 1 and not pair.answer and bare != line.text)
