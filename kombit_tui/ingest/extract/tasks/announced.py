"""Tasks that a slide tells of in words: a title that says so, or bullets with a type and an end."""

import re
from collections.abc import Iterator

from kombit_tui.ingest.candidates import TaskFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Paragraph, Sheet
from kombit_tui.ingest.extract.tasks.facts import MAX_SLIDE_ROWS, facts_of
from kombit_tui.ingest.extract.tasks.parts import (
    duration_of,
    kind_of,
    performer_of,
    period_of,
    project_of,
    wave_of,
    without_wave,
)
from kombit_tui.ingest.extract.words import danish

_TASK = danish(r"\bKLIK[\s-]*opgave[nr]?(?:ne)?\b")
_PREFIX = danish(
    r"^.*?\b(?:nye?|aktuelle?|kommende|opfølgning\s+på)?\s*\bKLIK[\s-]*opgave[nr]?\w*"
    r"(?:\s+(?:i|på|under)\s+[A-ZÆØÅ]\w+(?:program\w*|projekt\w*)?)?\s*[:–-]?\s*"
)
_NAMED = danish(
    r"^(?:KLIK[\s-]*)?opgave(?:ns\s+(?:navn|titel)|n\s+(?:hedder|er))?\s*:\s*(?P<title>.{8,160})$"
)
_NAMED_TASK = danish(r"^(?:ny\s+)?KLIK[\s-]*opgave(?:\s+\d{1,2})?\s*[:–-]\s*")
_QUOTED = danish(r"\bopgave[nr]?\s+[”\"“»'](?P<title>[^”\"“«»]{8,160}?)[”\"“«']")
_GENERAL = danish(
    r"^(?:KLIK|opfølgning|status|oversigt|aktuelle|kommende|spørgsmål|agenda|dagens)\b"
)
_BULLET = danish(
    r"^(?P<title>[^(]{10,160}?)(?:\s*[(:,]\s*|\s+[–-]\s+)(?P<rest>(?:\w+[\s,:]+){0,4}?(?:frist|slutdato|deadline|senest|obligatorisk|anbefalet)\b.*)$"
)
_FIELD = danish(
    r"^(?:obligatorisk|anbefalet|frist|deadline|slut(?:dato)?|start(?:dato)?|varighed|type|publiceres|udfører)\b"
)
_ABOUT_IT = danish(
    r"^(?:slut|frist|start|opgaven|opgaverne|deadline|typen|ny\s|der\s|vi\s|I\s|hvis)\b"
)


def announced_on(sheet: Sheet, ctx: Context) -> tuple[TaskFound, ...]:
    """The tasks that the words of a slide announce."""
    if len(sheet.rows) > MAX_SLIDE_ROWS:
        return ()
    if not _TASK.search(sheet.text):
        return tuple(quoted_on(sheet, ctx))
    is_named = any(_NAMED_TASK.match(p.text) for p in sheet.body)
    is_about = bool(_TASK.search(sheet.title))
    listed = tuple(_bullets(sheet, ctx)) if is_about or is_named else ()
    listed = listed or (tuple(_nested(sheet, ctx)) if is_about else ())
    if listed:
        return listed
    return tuple(_single(sheet, ctx)) or tuple(quoted_on(sheet, ctx))


def _bullets(sheet: Sheet, ctx: Context) -> Iterator[TaskFound]:
    for paragraph in sheet.body:
        match = _BULLET.match(paragraph.text[:600])
        is_item = paragraph.is_bullet or _NAMED_TASK.match(paragraph.text)
        if not is_item or not match or _ABOUT_IT.match(match["title"]):
            continue
        period = period_of(match["rest"], ctx)
        if period.due or kind_of(match["rest"]):
            yield TaskFound(
                title=without_wave(_NAMED_TASK.sub("", match["title"])),
                project=project_of(sheet),
                kind=kind_of(match["rest"]),
                start=period.start,
                due=period.due,
                due_text=period.words,
                wave=wave_of(paragraph.text),
                lines=paragraph.lines,
                confidence=0.6,
                rule="task_bullet",
            )


def quoted_on(sheet: Sheet, ctx: Context) -> Iterator[TaskFound]:
    """Tasks named in quotes in a sentence that tells when they end."""
    for paragraph in sheet.paragraphs:
        match = _QUOTED.search(paragraph.text[:1000])
        facts = facts_of(sheet, [paragraph], ctx) if match else None
        if match is None or facts is None:
            continue
        due = facts.changes[-1].to if facts.changes else facts.due
        if due:
            yield TaskFound(
                title=tidy(match["title"]),
                project=facts.project,
                kind=facts.kind,
                due=due,
                due_text=facts.due_text,
                deadline_changes=facts.changes,
                consequence=facts.consequence,
                lines=paragraph.lines,
                confidence=0.55,
                rule="task_quoted",
            )


def _nested(sheet: Sheet, ctx: Context) -> Iterator[TaskFound]:
    """Titles with their type and end in the lines below each."""
    groups: list[tuple[Paragraph, list[Paragraph]]] = []
    for paragraph in sheet.body:
        if _FIELD.match(paragraph.text) and groups:
            groups[-1][1].append(paragraph)
        elif not _FIELD.match(paragraph.text):
            groups.append((paragraph, []))
    told = [(title, below) for title, below in groups if below]
    if len(told) < 2 and not (told and told[0][0].is_bullet):
        return
    for title, below in told:
        text = " ".join(p.text for p in below)
        period = period_of(text, ctx)
        if _ABOUT_IT.match(title.text) or not (period.due or kind_of(text)):
            continue
        yield TaskFound(
            title=without_wave(title.text)[:200],
            project=project_of(sheet),
            kind=kind_of(text),
            start=period.start,
            due=period.due,
            due_text=period.words,
            duration=duration_of(text),
            wave=wave_of(f"{title.text} {text}"),
            performer=performer_of(text),
            lines=(title.first, below[-1].last),
            confidence=0.6,
            rule="task_nested",
        )


def _single(sheet: Sheet, ctx: Context) -> Iterator[TaskFound]:
    """The one task that a slide is about, if it says when it ends."""
    facts = facts_of(sheet, sheet.body, ctx)
    title = _title(sheet)
    if title is None or not facts.due:
        return
    yield TaskFound(
        title=title,
        project=facts.project,
        kind=facts.kind,
        start=facts.start,
        due=facts.due,
        due_text=facts.due_text,
        performer=facts.performer,
        wave=wave_of(title),
        deadline_changes=facts.changes,
        consequence=facts.consequence,
        lines=(sheet.rows[0].number, sheet.rows[-1].number),
        confidence=0.6,
        rule="task_announced",
    )


def _title(sheet: Sheet) -> str | None:
    """The task's name: said so, or the slide's title without the words that announce it."""
    named = (_NAMED.match(p.text) for p in sheet.body)
    match = next((m for m in named if m), None)
    if match:
        return tidy(match["title"])
    title = tidy(_PREFIX.sub("", sheet.title, count=1))
    if sum(map(str.isalpha, title)) < 8 or _GENERAL.match(title):
        return None
    return without_wave(re.sub(r"\s*\(\d/\d\)$", "", title))[:200]
