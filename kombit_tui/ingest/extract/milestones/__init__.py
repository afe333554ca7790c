"""Milestones: what is said to happen and when, from sentences, timelines and goal tables.

Deadlines of KLIK tasks and meetings are records of their own and stay out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kombit_tui.ingest.candidates import MilestoneFound
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import fold
from kombit_tui.ingest.extract.milestones.campaign import campaigns_of
from kombit_tui.ingest.extract.milestones.goals import goals_on
from kombit_tui.ingest.extract.milestones.quarters import quarters_on
from kombit_tui.ingest.extract.milestones.said import said_on
from kombit_tui.ingest.extract.milestones.timeline import is_recap, timeline_on
from kombit_tui.ingest.extract.milestones.waves import waves_on
from kombit_tui.ingest.extract.phase_outs import find_phase_outs
from kombit_tui.ingest.extract.rows import Sheet, sheets_of
from kombit_tui.ingest.extract.tasks import find_tasks
from kombit_tui.ingest.extract.words import danish

__all__ = ["find_milestones"]

_AGENDA = danish(r"^(?:dagens\s+|mødets\s+)?(?:agenda|dagsorden|program)(?:en|met)?\b(?!\w)")


def find_milestones(ctx: Context) -> tuple[MilestoneFound, ...]:
    """Every milestone once, however often its slide is repeated."""
    found: dict[tuple[str, str | None], MilestoneFound] = {}
    sheets = ctx.once(sheets_of)
    task_lines = [task.lines for task in ctx.once(find_tasks)]
    for sheet, campaign in zip(sheets, campaigns_of(sheets, ctx), strict=True):
        has_tasks = any(
            sheet.rows[0].number <= first <= sheet.rows[-1].number for first, _ in task_lines
        )
        for milestone in _without_title(_on_sheet(sheet, ctx, has_tasks=has_tasks), sheet):
            named = milestone if milestone.campaign else replace(milestone, campaign=campaign)
            found.setdefault((fold(named.title), named.date), named)
    stops = _stops(found_lines(found.values()), ctx)
    return (*found.values(), *stops)


def _on_sheet(sheet: Sheet, ctx: Context, *, has_tasks: bool) -> tuple[MilestoneFound, ...]:
    if has_tasks:
        return said_on(sheet, ctx, is_about_tasks=True)
    if _AGENDA.match(sheet.title) or is_recap(sheet, ctx):
        return ()
    waves = waves_on(sheet, ctx)
    if waves:
        return (*waves, *_without_lines_of(waves, said_on(sheet, ctx)))
    planned = quarters_on(sheet, ctx) or goals_on(sheet, ctx) or timeline_on(sheet, ctx)
    if not planned:
        return said_on(sheet, ctx)
    dates = {milestone.date for milestone in planned}
    told = said_on(sheet.notes, ctx) if sheet.notes.rows else ()
    return (*planned, *(milestone for milestone in told if milestone.date not in dates))


def _without_title(found: tuple[MilestoneFound, ...], sheet: Sheet) -> Iterator[MilestoneFound]:
    """Without what the slide's title says of a day that its text tells more of."""
    title = sheet.rows[0].number
    below = {one.date for one in found if one.lines[0] > title}
    for one in found:
        is_day = len(one.date or "") == len("2021-01-01")
        if one.lines[1] > title or (is_day and one.date not in below):
            yield one


def _without_lines_of(
    taken: Iterable[MilestoneFound], others: Iterable[MilestoneFound]
) -> tuple[MilestoneFound, ...]:
    """The milestones of `others` that stand on no line of those `taken`."""
    lines = {m.lines[0] for m in taken}
    return tuple(m for m in others if m.lines[0] not in lines)


def found_lines(found: Iterable[MilestoneFound]) -> set[tuple[str | None, int]]:
    """The dates of milestones with each line they stand on."""
    return {(m.date, line) for m in found for line in range(m.lines[0], m.lines[1] + 1)}


def _stops(known: set[tuple[str | None, int]], ctx: Context) -> tuple[MilestoneFound, ...]:
    """The ends of systems, as far as no sentence has given them already."""
    return tuple(
        MilestoneFound(
            title=f"Udfasning af {stop.system}",
            campaign=stop.replaced_by or stop.system,
            date=stop.date,
            date_text=stop.date_text,
            lines=stop.lines,
            confidence=stop.confidence,
            rule="phase_out",
        )
        for stop in ctx.once(find_phase_outs)
        if stop.date
        and not any((stop.date, n) in known for n in range(*stop.lines, 1))
        and (stop.date, stop.lines[1]) not in known
    )
