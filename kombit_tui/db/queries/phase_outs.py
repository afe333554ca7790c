"""Campaigns with our systems in them and their milestones; what weighs most first."""

import json
import sqlite3
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.domain.burn_down import BurnDown, burn_down
from kombit_tui.domain.campaigns import (
    Progress,
    Step,
    done_steps,
    is_contacted,
    is_moved,
    progress,
    steps_of,
)
from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.risk import Risk, Standing, risks


class MilestoneRow(NamedTuple):
    """A dated step of a campaign."""

    title: str
    date: str | None
    date_text: str | None
    first_day: int | None
    kind: str | None
    wave: str | None
    start: str | None = None
    end: str | None = None


class SystemRow(NamedTuple):
    """One of our systems in a campaign."""

    id: str
    campaign: str
    system: str
    owner_id: str | None
    name: str
    vendor: str | None
    owner: str | None
    interfaces: tuple[str, ...]
    service_desk: str | None
    steps: tuple[Step, ...]
    state: dict[str, Any]
    excused: str | None
    plan: str | None
    plan_date: str | None
    plan_text: str | None
    plan_last: int | None
    risk: str | None
    follow_up: str | None
    follow_up_text: str | None
    follow_up_last: int | None
    text: str | None
    risks: tuple[Risk, ...] = ()
    """What endangers it today, what weighs most first."""

    @property
    def done(self) -> tuple[bool, ...]:
        """For each step whether it has been taken."""
        return done_steps(self.steps, self.state)

    @property
    def is_moved(self) -> bool:
        """Whether it no longer hangs on what is phased out."""
        return is_moved(self.steps, self.state)


class CampaignRow(NamedTuple):
    """A phase-out or roll-out with how far our systems are."""

    id: str
    title: str
    kind: str | None
    replaces: str | None
    replaced_by: str | None
    stop: str | None
    stop_text: str | None
    stop_last: int | None
    text: str | None
    own_steps: tuple[Step, ...]
    milestones: tuple[MilestoneRow, ...]
    progress: Progress
    source_file: str | None
    source_first: int | None
    source_last: int | None
    own_state: dict[str, Any]
    """Of the municipality's own steps."""
    own_state_id: str | None
    """The record that holds it; None until the first of them is taken."""
    burn_down: BurnDown | None
    """How fast our systems are moved; None without a stop or without systems."""

    @property
    def stop_day(self) -> date | None:
        """The day it stops, where that is known."""
        return None if self.stop_last is None else date.fromordinal(self.stop_last)


PhaseOutRow = CampaignRow | SystemRow

_CAMPAIGNS = """
    SELECT c.*, k.file AS source_file, o.id AS own_state_id, o.steps AS own_state
    FROM campaign c LEFT JOIN source k ON k.id = c.source
    LEFT JOIN campaign_state o
        ON o.seq = (SELECT min(seq) FROM campaign_state WHERE campaign = c.id)
"""
_SYSTEMS = """
    SELECT cs.*, s.name, s.vendor, s.owner, s.interfaces, s.service_desk,
           p.name AS owner_name,
           c.system_steps, c.stop_last
    FROM campaign_system cs
    JOIN system s ON s.id = cs.system
    JOIN campaign c ON c.id = cs.campaign
    LEFT JOIN person p ON p.id = s.owner
    ORDER BY cs.id
"""
_MILESTONES = """
    SELECT campaign, title, date, date_text, date_first, kind, wave, start, "end" FROM milestone
    WHERE campaign IS NOT NULL ORDER BY date_first IS NULL, date_first, start, seq
"""


def phase_outs(connection: sqlite3.Connection, today: date) -> list[PhaseOutRow]:
    """Every campaign followed by our systems in it; the one with most left to move comes first."""
    systems: dict[str, list[SystemRow]] = {}
    for row in connection.execute(_SYSTEMS):
        systems.setdefault(row["campaign"], []).append(_system(row, today))
    milestones: dict[str, list[MilestoneRow]] = {}
    for row in connection.execute(_MILESTONES):
        milestones.setdefault(row["campaign"], []).append(MilestoneRow(*tuple(row)[1:]))
    found = [
        _campaign(row, systems.get(row["id"], []), tuple(milestones.get(row["id"], ())), today)
        for row in connection.execute(_CAMPAIGNS)
    ]
    for members in systems.values():
        members.sort(key=lambda one: sort_key(one.name))
    listed: list[PhaseOutRow] = []
    for campaign in sorted(found, key=lambda one: _urgency(one, today)):
        listed += [campaign, *systems.get(campaign.id, [])]
    return listed


def campaigns(connection: sqlite3.Connection, today: date) -> list[CampaignRow]:
    """The campaigns alone, in the same order."""
    return [row for row in phase_outs(connection, today) if isinstance(row, CampaignRow)]


def _urgency(campaign: CampaignRow, today: date) -> tuple[bool, bool, int, int, str]:
    """Ours before others', ahead before past, most left to move first, then the nearest."""
    stop = campaign.stop_last
    is_past = stop is not None and stop < today.toordinal()
    distance = 10**7 if stop is None else abs(stop - today.toordinal())
    left = campaign.progress.remaining
    return (campaign.progress.total == 0, is_past, -left, distance, campaign.title)


def _json(value: Any) -> Any:
    return json.loads(value) if value else None


def _own_steps(declared: Any) -> tuple[Step, ...]:
    return steps_of(declared) if declared else ()


def _state(value: Any) -> dict[str, Any]:
    """What was stored of steps; whatever was read somewhere and is none counts as nothing."""
    state = _json(value)
    return state if isinstance(state, dict) else {}


def _system(row: sqlite3.Row, today: date) -> SystemRow:
    steps, state = steps_of(_json(row["system_steps"])), _state(row["steps"])
    standing = Standing(
        is_over=row["excused"] is not None or is_moved(steps, state),
        is_contacted=is_contacted(steps, state),
        plan_last=row["plan_date_last"],
        follow_up_last=row["follow_up_last"],
        stop_last=row["stop_last"],
    )
    return SystemRow(
        id=row["id"],
        campaign=row["campaign"],
        system=row["system"],
        owner_id=row["owner"],
        name=row["name"],
        vendor=row["vendor"],
        owner=row["owner_name"],
        interfaces=tuple(_json(row["interfaces"]) or ()),
        service_desk=row["service_desk"],
        steps=steps,
        state=state,
        excused=row["excused"],
        plan=row["plan"],
        plan_date=row["plan_date"],
        plan_text=row["plan_date_text"],
        plan_last=row["plan_date_last"],
        risk=row["risk"],
        follow_up=row["follow_up"],
        follow_up_text=row["follow_up_text"],
        follow_up_last=row["follow_up_last"],
        text=row["text"],
        risks=risks(standing, today),
    )


def _campaign(
    row: sqlite3.Row, systems: list[SystemRow], milestones: tuple[MilestoneRow, ...], today: date
) -> CampaignRow:
    last = row["stop_last"]
    counted = [(one.steps, one.state, one.excused is not None) for one in systems]
    return CampaignRow(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        replaces=row["replaces"],
        replaced_by=row["replaced_by"],
        stop=row["stop"],
        stop_text=row["stop_text"],
        stop_last=row["stop_last"],
        text=row["text"],
        own_steps=_own_steps(_json(row["own_steps"])),
        milestones=milestones,
        progress=progress((one.is_moved, one.excused is not None) for one in systems),
        source_file=row["source_file"],
        source_first=row["source_first"],
        source_last=row["source_last"],
        own_state=_state(row["own_state"]),
        own_state_id=row["own_state_id"],
        burn_down=None
        if last is None
        else burn_down(counted, stop=date.fromordinal(last), today=today),
    )
