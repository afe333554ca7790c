"""What a wish means as changes of records: a day, a person, a comment. `doing` and `removal` have
more wishes, `forms` what is typed in a form.

Screens and the command line ask this and write what it answers with `Store.apply`. It writes
nothing, and knows neither of them.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from kombit_tui.db.changes import Change, Create, Update, Upsert
from kombit_tui.db.queries.records import (
    Subject,
    column_of,
    holdings,
    pointing_to,
    record_values,
)
from kombit_tui.domain.ids import new_id, task_state_id
from kombit_tui.domain.records import KINDS

OF_A_KIND = {
    "project": "Et projekt",
    "meeting": "Et møde",
    "agenda_item": "Et dagsordenspunkt",
    "question": "Et spørgsmål",
    "task": "En opgave",
    "role": "En rolle",
    "person": "En person",
    "campaign": "Et forløb",
    "milestone": "En milepæl",
    "system": "Et it-system",
    "campaign_system": "Et system i et forløb",
    "agreement": "En aftale",
    "price": "En pris",
    "news": "En nyhed",
}
"""A record of a kind, as a sentence begins."""
READ_ONLY = (
    "«{title}» er fra det nationale katalog og kan ikke ændres. "
    "Brug Kommentar, Frist eller Ansvarlig."
)
LOCAL = "lokal"
"""The type of a task that is our own."""


class Me(NamedTuple):
    """Who wishes, and when."""

    municipality: str
    who: str
    today: date


class Edit(NamedTuple):
    """What a wish means: for which records it can be met, how, and why not for the others."""

    subjects: tuple[Subject, ...] = ()
    changes: tuple[Change, ...] = ()
    refused: tuple[str, ...] = ()
    """Danish sentences, each said once."""
    label: str = ""
    """Danish, what the step is called in the undo message."""


def named(about: Sequence[Subject]) -> str:
    """One record by its title, several by their number."""
    if len(about) == 1:
        return about[0].title
    kinds = {one.kind for one in about}
    plural = KINDS[kinds.pop()].plural.lower() if len(kinds) == 1 else "poster"
    return f"{len(about)} {'opgaver' if plural == 'klik-opgaver' else plural}"


def split(
    about: Sequence[Subject], able: Sequence[str], lack: str, *, ours: Sequence[str] = ()
) -> tuple[list[Subject], tuple[str, ...]]:
    """Those of the kinds that can, and why the others cannot: «En rolle har ingen frist.»

    Records of the kinds `ours` are themselves changed, so they must not be the national feed's.
    """
    fit, refused = [], []
    for one in about:
        if one.kind not in able:
            refused.append(f"{OF_A_KIND.get(one.kind, KINDS[one.kind].danish)} {lack}.")
        elif one.kind in ours and not one.is_ours:
            refused.append(READ_ONLY.format(title=one.title))
        else:
            fit.append(one)
    return fit, tuple(dict.fromkeys(refused))


# A day.

DATED = {"task": "own_due", "campaign_system": "follow_up", "question": "promised_for"}
"""Kind -> the date that `t` sets; of a task it is that of our state, of a local one its own."""


def datable(about: Sequence[Subject]) -> tuple[list[Subject], tuple[str, ...]]:
    """Those that have a date to set, and why the others have none."""
    return split(about, tuple(DATED), "har ingen frist at sætte", ours=("question",))


def date_now(connection: sqlite3.Connection, one: Subject) -> tuple[str | None, str | None]:
    """The date that `t` would set, as it is: EDTF and words."""
    kind, record_id, field = one.kind, one.id, DATED[one.kind]
    if kind == "task" and _is_local(connection, one.id):
        field = "due"
    elif kind == "task":
        states = pointing_to(connection, "task_state", "task", [one.id])
        kind, record_id = "task_state", next(iter(states), "")
    values = record_values(connection, kind, record_id) or {}
    return values.get(field), values.get(f"{field}_text")


def set_date(
    connection: sqlite3.Connection, about: Sequence[Subject], edtf: str | None, me: Me
) -> Edit:
    """Set the deadline, follow-up or promised day of records, or clear it."""
    fit, refused = datable(about)
    tasks = [one.id for one in fit if one.kind == "task"]
    local = {one for one, kind in column_of(connection, "task", "kind", tasks).items()
             if kind == LOCAL}  # fmt: skip
    changes: list[Change] = []
    for one in fit:
        if one.kind != "task":
            changes.append(Update(one.id, {DATED[one.kind]: edtf}))
        elif one.id in local and one.is_ours:
            changes.append(Update(one.id, {"due": edtf}))
        else:
            changes.append(state_of_task(me, one.id, {"own_due": edtf}))
    return Edit(tuple(fit), tuple(changes), refused)


def _is_local(connection: sqlite3.Connection, task: str) -> bool:
    return column_of(connection, "task", "kind", [task]).get(task) == LOCAL


def state_of_task(me: Me, task: str, values: Mapping[str, Any]) -> Upsert:
    """New values for our own state of a task, which is made if it is not there."""
    return Upsert("task_state", task_state_id(me.municipality, task), values, {"task": task})


# A person.

HELD = ("task", "campaign_system", "system", "role")
"""Kinds somebody is responsible for."""


def holdable(about: Sequence[Subject]) -> tuple[list[Subject], tuple[str, ...]]:
    """Those that somebody can be responsible for, and why the others not."""
    return split(about, HELD, "har ingen ansvarlig", ours=("system",))


def holder_now(connection: sqlite3.Connection, one: Subject, me: Me) -> str | None:
    """Who is responsible for a record now."""
    if one.kind == "task":
        states = pointing_to(connection, "task_state", "task", [one.id])
        return next(iter(column_of(connection, "task_state", "responsible", states).values()), None)
    if one.kind == "role":
        return next((person for *_, person in holdings(connection, [one.id], me.today)), None)
    system = _systems(connection, [one])[0]
    return column_of(connection, "system", "owner", [system]).get(system)


def set_responsible(
    connection: sqlite3.Connection, about: Sequence[Subject], person: str | None, me: Me
) -> Edit:
    """Make a person responsible for records, or nobody."""
    fit, refused = holdable(about)
    tasks = [one.id for one in fit if one.kind == "task"]
    roles = [one.id for one in fit if one.kind == "role"]
    systems = _systems(connection, [one for one in fit if one.kind.endswith("system")])
    changes: list[Change] = [state_of_task(me, one, {"responsible": person}) for one in tasks]
    changes += [Update(one, {"owner": person}) for one in dict.fromkeys(systems)]
    changes += _hold(connection, roles, person, me)
    return Edit(tuple(fit), tuple(changes), refused)


def _systems(connection: sqlite3.Connection, about: Sequence[Subject]) -> list[str]:
    """The systems that records are or are about, in their order."""
    in_campaigns = [one.id for one in about if one.kind == "campaign_system"]
    found = column_of(connection, "campaign_system", "system", in_campaigns)
    return [found.get(one.id, one.id) for one in about]


def _hold(
    connection: sqlite3.Connection, roles: Sequence[str], person: str | None, me: Me
) -> list[Change]:
    """A person comes to hold roles beside whoever does; nobody ends all that is held."""
    held = holdings(connection, roles, me.today)
    if person is None:
        yesterday = (me.today - timedelta(1)).isoformat()
        return [Update(assignment, {"until": yesterday}) for assignment, *_ in held]
    has = {role for _, role, holder in held if holder == person}
    since = me.today.isoformat()
    return [
        Create("assignment", {"role": one, "person": person, "since": since},
               new_id(me.municipality))
        for one in roles
        if one not in has
    ]  # fmt: skip


# A comment.


def comment(about: Sequence[Subject], text: str, me: Me) -> Edit:
    """Say something about records, in our own words."""
    values = {"text": text, "on": me.today.isoformat()}
    changes = [
        Create("note", {"about": one.id, **values}, new_id(me.municipality)) for one in about
    ]
    return Edit(tuple(about), tuple(changes))
