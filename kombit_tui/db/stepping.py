"""Steps and contacts of campaigns as changes: one step of systems or of our own, a vendor reached.

Like `edits` it answers with changes and writes nothing.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from kombit_tui.db.changes import Change, Create, Update, Upsert
from kombit_tui.db.edits import Me
from kombit_tui.db.forms import Part
from kombit_tui.db.queries.phase_outs import CampaignRow, SystemRow, phase_outs
from kombit_tui.db.queries.vendors import FollowUp
from kombit_tui.domain.campaigns import contacted, next_step, with_step
from kombit_tui.domain.fields import Field
from kombit_tui.domain.ids import natural_id, new_id

_GIVEN = ("vendor", "campaign")
"""Fields of a contact that the systems it is about answer."""


def step_of_systems(
    systems: Sequence[SystemRow], key: str, on: date | None, me: Me
) -> tuple[Change, ...]:
    """One step of systems taken on a day, or no longer taken."""
    return tuple(
        Update(row.id, {"steps": with_step(row.state, key, on, me.who)}) for row in systems
    )


def own_step(campaign: CampaignRow, key: str, on: date | None, me: Me) -> tuple[Change, ...]:
    """One of the municipality's own steps taken on a day, or no longer taken."""
    values = {"steps": with_step(campaign.own_state, key, on, me.who)}
    record_id = campaign.own_state_id or natural_id(me.municipality, "campaign_state", campaign.id)
    return (Upsert("campaign_state", record_id, values, {"campaign": campaign.id}),)


class ContactPart(Part):
    """The form of a contact: whom it was with is known already."""

    def fields(self) -> tuple[Field, ...]:
        """What is asked for."""
        return tuple(field for field in super().fields() if field.name not in _GIVEN)


def contact_part(me: Me) -> ContactPart:
    """The form of a contact that was made today."""
    begun = {"on": me.today.isoformat(), "by": me.who, "channel": "mail"}
    return ContactPart("contact_entry", new_id(me.municipality), begun, is_new=True, preset=begun)


def contact_about(
    vendor: str, campaigns: Collection[str], said: Mapping[str, Any], me: Me
) -> Create:
    """An entry in the log of a vendor; it is about a campaign where there is but one."""
    about = next(iter(campaigns)) if len(campaigns) == 1 else None
    values = {**said, "vendor": vendor, "campaign": about}
    return Create("contact_entry", values, new_id(me.municipality))


def contact(systems: Sequence[SystemRow], said: Mapping[str, Any], me: Me) -> tuple[Change, ...]:
    """An entry for each vendor of `systems`, and what it means for them.

    A first contact takes the step; the day to ask again becomes that of the systems, and one that
    was due is over, for the vendor has been asked.
    """
    by_vendor: dict[str, list[SystemRow]] = {}
    for row in systems:
        if row.vendor:
            by_vendor.setdefault(row.vendor, []).append(row)
    changes: list[Change] = []
    for vendor, rows in by_vendor.items():
        changes.append(contact_about(vendor, {row.campaign for row in rows}, said, me))
        after = [(row.id, _after_contact(row, said, me)) for row in rows]
        changes += [Update(record_id, found) for record_id, found in after if found]
    return tuple(changes)


def asked_again(
    connection: sqlite3.Connection,
    today: date,
    asked: Sequence[FollowUp],
    said: Mapping[str, Any],
    me: Me,
) -> tuple[Change, ...]:
    """What it means that those who were to be asked again have been."""
    wanted = {one.id for one in asked}
    held = phase_outs(connection, today)
    rows = [row for row in held if isinstance(row, SystemRow) and row.id in wanted]
    told = {(row.vendor, row.campaign) for row in rows}
    others = {(one.vendor, one.campaign) for one in asked} - told
    entries = [
        contact_about(vendor, () if campaign is None else (campaign,), said, me)
        for vendor, campaign in sorted(others, key=str)
    ]
    return (*contact(rows, said, me), *entries)


def _after_contact(row: SystemRow, said: Mapping[str, Any], me: Me) -> dict[str, Any]:
    """What a contact changes of a system that is under way."""
    if row.excused or next_step(row.steps, row.state) is None:
        return {}
    found: dict[str, Any] = {}
    on = date.fromisoformat(said["on"])
    taken = contacted(row.steps, row.state, on=on, by=said.get("by") or me.who)
    if taken is not None:
        found["steps"] = taken
    is_due = row.follow_up_last is not None and row.follow_up_last <= on.toordinal()
    if said.get("follow_up") or is_due:
        found |= {name: said.get(name) for name in ("follow_up", "follow_up_text")}
    return found
