"""Done and not done: what `d` and a status mean for tasks, systems of a campaign and agenda items.

Like `edits` it answers with changes and writes nothing.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from kombit_tui.db.changes import Change, Update, Upsert
from kombit_tui.db.edits import Edit, Me, named, split, state_of_task
from kombit_tui.db.queries.agenda import item_states
from kombit_tui.db.queries.records import Subject, record_values
from kombit_tui.db.queries.tasks import chosen_tasks
from kombit_tui.domain.campaigns import Step, done_steps, reach, steps_of
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.domain.ids import natural_id

DOABLE = ("task", "campaign_system", "agenda_item")
UNREAD = "unread"


class _Way(NamedTuple):
    """A system's way through its campaign."""

    steps: tuple[Step, ...]
    state: Any

    @property
    def is_done(self) -> bool:
        return all(done_steps(self.steps, self.state))


def status_changes(tasks: Sequence[str], status: str, me: Me) -> tuple[Change, ...]:
    """Give tasks a status, and the day where it is that they are done."""
    done_on = me.today.isoformat() if status == "done" else None
    return tuple(state_of_task(me, one, {"status": status, "done_on": done_on}) for one in tasks)


def toggle_done(
    connection: sqlite3.Connection, about: Sequence[Subject], me: Me, *, only_forward: bool = False
) -> Edit:
    """Tasks done, systems through all steps, items read; one step back where all of it is so.

    `only_forward`: never back; what is so already is left out, and keeps the day it was done.
    """
    fit, refused = split(about, DOABLE, "kan ikke sættes til udført")
    tasks = {one.id: one.status for one in chosen_tasks(connection, _of(fit, "task"))}
    ways = {one: _way(connection, one) for one in _of(fit, "campaign_system")}
    if any(way is None for way in ways.values()):
        refused = (*refused, "Et system, der er undtaget, har ingen trin at tage.")
    open_ways = {one: way for one, way in ways.items() if way is not None}
    items = item_states(connection, _of(fit, "agenda_item"))
    reads = {one: state != UNREAD for one, state in items.items()}
    if only_forward:
        tasks = {one: status for one, status in tasks.items() if status != "done"}
        open_ways = {one: way for one, way in open_ways.items() if not way.is_done}
        reads = {one: is_read for one, is_read in reads.items() if not is_read}
    is_back = not only_forward and all(
        (
            *(status == "done" for status in tasks.values()),
            *(way.is_done for way in open_ways.values()),
            *reads.values(),
        )
    )
    changes = (
        *status_changes(list(tasks), "open" if is_back else "done", me),
        *(_walk(one, way, is_back, me) for one, way in open_ways.items()),
        *(_reading(one, UNREAD if is_back else "read", me) for one in reads),
    )
    done = {*tasks, *open_ways, *reads}
    fit = [one for one in fit if one.id in done]
    return Edit(tuple(fit), changes, refused, _label(fit, is_back))


def _label(about: Sequence[Subject], is_back: bool) -> str:
    if all(one.kind == "task" for one in about):
        return f"Status «{TASK_STATUS['open' if is_back else 'done']}» på {named(about)}"
    return f"{'Ikke udført' if is_back else 'Udført'}: {named(about)}"


def _of(about: Sequence[Subject], kind: str) -> list[str]:
    return [one.id for one in about if one.kind == kind]


def _way(connection: sqlite3.Connection, record_id: str) -> _Way | None:
    """How far a system is; None for one that need not go."""
    values = record_values(connection, "campaign_system", record_id)
    if values is None or values["excused"]:
        return None
    campaign = record_values(connection, "campaign", values["campaign"]) or {}
    return _Way(steps_of(campaign.get("system_steps")), values["steps"])


def _walk(record_id: str, way: _Way, is_back: bool, me: Me) -> Update:
    """All steps taken; or the last one no longer."""
    last = way.steps[-1 - is_back :][:1] if len(way.steps) > is_back else ()
    taken = None
    if last:
        taken = reach(way.steps, way.state, last[0].key, on=me.today, by=me.who)
    return Update(record_id, {"steps": taken})


def _reading(item: str, state: str, me: Me) -> Upsert:
    record_id = natural_id(me.municipality, "preparation", item, me.who)
    return Upsert("preparation", record_id, {"state": state}, {"item": item, "person": me.who})
