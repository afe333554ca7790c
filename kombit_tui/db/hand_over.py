"""What becomes of roles as changes: verified, a deputy, the successor of a retired role, and all
that hangs on a person who leaves.

Like `edits` it answers with changes and writes nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kombit_tui.db.changes import Change, Create, Update
from kombit_tui.db.edits import Me
from kombit_tui.db.queries.people import PersonRow
from kombit_tui.db.queries.roles import Holder, RoleRow, successor_of
from kombit_tui.domain.ids import new_id


class Wish(NamedTuple):
    """Changes to be made as one step, and why some could not be."""

    changes: tuple[Change, ...] = ()
    refused: tuple[str, ...] = ()


def verify(rows: Sequence[RoleRow], me: Me) -> Wish:
    """Everybody who holds these roles was asked today."""
    day = {"verified_on": me.today.isoformat()}
    changes = [Update(one.assignment, day) for row in rows for one in row.holders]
    refused = [f"Ingen har rollen {row.name}." for row in rows if not row.holders]
    return Wish(tuple(changes), tuple(refused))


def set_deputy(holders: Sequence[Holder], person: str | None) -> Wish:
    """Who stands in for these holders; nobody can do that for themselves."""
    changes = [Update(one.assignment, {"deputy": person}) for one in holders if one.id != person]
    refused = [
        f"{one.name} kan ikke være sin egen stedfortræder." for one in holders if one.id == person
    ]
    return Wish(tuple(changes), tuple(refused))


def to_successors(rows: Sequence[RoleRow], every: Sequence[RoleRow], me: Me) -> Wish:
    """Move the holders of retired roles to the roles that took over."""
    changes: list[Change] = []
    refused: list[str] = []
    holds = {(row.id, one.id) for row in every for one in row.holders}
    for row in rows:
        successor = successor_of(row, list(every))
        if row.retired_in is None:
            refused.append(f"{row.name} er ikke udgået.")
        elif successor is None:
            refused.append(f"Galleriet siger ikke, hvilken rolle der har afløst {row.name}.")
        elif not row.holders:
            refused.append(f"Ingen har rollen {row.name}.")
        else:
            for one in row.holders:
                changes.append(Update(one.assignment, {"until": _iso(me.today - timedelta(1))}))
                if (successor.id, one.id) not in holds:
                    holds.add((successor.id, one.id))
                    changes.append(_assignment(successor.id, one.id, me.today, me))
    return Wish(tuple(changes), tuple(refused))


# A person who leaves.


class Part(StrEnum):
    """What hangs on a person."""

    ROLE = "role"
    DEPUTY = "deputy"
    TASK = "task"
    SYSTEM = "system"


class Item(NamedTuple):
    """One thing that somebody else must take over."""

    id: str
    part: Part
    record: str
    """The record that names the person."""
    title: str
    role: RoleRow | None = None
    holder: Holder | None = None
    fields: tuple[str, ...] = ()
    """The fields of the record in which the person stands."""
    proposal: str | None = None


def items(leaving: PersonRow) -> list[Item]:
    """All that hangs on a person, each with who is proposed to take over.

    A role goes to its deputy; the rest to the deputy of the role of the same system, else to whom
    most of the roles go.
    """
    deputies = Counter(one.holder.deputy_id for one in leaving.roles if one.holder.deputy_id)
    main = deputies.most_common(1)[0][0] if deputies else None
    of_system = {
        one.role.system: one.holder.deputy_id for one in leaving.roles if one.holder.deputy_id
    }
    found = [
        _item(Part.ROLE, one.holder.assignment, one.role.name, one.role, one.holder,
              proposal=one.holder.deputy_id)
        for one in leaving.roles
    ]  # fmt: skip
    found += [
        _item(Part.DEPUTY, one.holder.assignment, one.role.name, one.role, one.holder, ("deputy",))
        for one in leaving.deputy_of
    ]
    for task in leaving.tasks:
        fields = ("responsible",) * task.is_responsible + ("performer",) * task.is_performer
        found.append(_item(Part.TASK, task.state, task.title, fields=fields, proposal=main))
    found += [
        _item(Part.SYSTEM, one.id, one.name, fields=("owner",),
              proposal=of_system.get(one.name) or main)
        for one in leaving.systems
    ]  # fmt: skip
    return found


def _item(
    part: Part,
    record: str,
    title: str,
    role: RoleRow | None = None,
    holder: Holder | None = None,
    fields: tuple[str, ...] = (),
    proposal: str | None = None,
) -> Item:
    return Item(f"{part}:{record}", part, record, title, role, holder, fields, proposal)


def hand_over(
    leaving: PersonRow,
    what: Sequence[Item],
    takers: Mapping[str, str | None],
    last_day: date,
    me: Me,
) -> tuple[Change, ...]:
    """Give all of `what` to its taker by the item's id, as of the day after the last one."""
    changes: list[Change] = []
    for item in what:
        taker = takers.get(item.id)
        if item.part is Part.ROLE and item.role is not None:
            changes.append(Update(item.record, {"until": _iso(last_day)}))
            if taker is not None and taker not in {one.id for one in item.role.holders}:
                changes.append(_assignment(item.role.id, taker, last_day + timedelta(1), me))
        else:
            if item.holder is not None and taker == item.holder.id:
                taker = None  # nobody stands in for themselves
            changes.append(Update(item.record, dict.fromkeys(item.fields, taker)))
    if leaving.left_on != _iso(last_day):
        changes.append(Update(leaving.id, {"left_on": _iso(last_day)}))
    return tuple(changes)


def _assignment(role: str, person: str, since: date, me: Me) -> Create:
    values = {"role": role, "person": person, "since": _iso(since)}
    return Create("assignment", values, new_id(me.municipality))


def _iso(day: date) -> str:
    return day.isoformat()
