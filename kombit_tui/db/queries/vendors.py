"""Vendors: what of theirs is to be moved, what was said to them, and when to ask again."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kombit_tui.db.queries.phase_outs import CampaignRow, SystemRow, phase_outs
from kombit_tui.domain.campaigns import next_step

SOON = timedelta(days=14)
"""How far ahead a follow-up is worth telling of."""


class ContactRow(NamedTuple):
    """Once we were in touch with a vendor."""

    id: str
    vendor: str
    campaign: str | None
    campaign_title: str | None
    on: str
    by: str | None
    channel: str | None
    text: str
    follow_up: str | None
    follow_up_text: str | None
    follow_up_last: int | None


class VendorPart(NamedTuple):
    """The systems of a vendor in one campaign."""

    campaign: CampaignRow
    systems: tuple[SystemRow, ...]


class VendorRow(NamedTuple):
    """All there is to tell of a vendor."""

    name: str
    parts: tuple[VendorPart, ...]
    contacts: tuple[ContactRow, ...]
    """About all campaigns, the latest first."""


class FollowUp(NamedTuple):
    """A day on which to ask again."""

    kind: str
    id: str
    """The system in its campaign; for what was agreed about none of them, the contact."""
    title: str
    vendor: str
    campaign: str | None
    campaign_title: str
    day: str | None
    words: str | None
    last: int
    owner: str | None = None
    """Who owns the system."""


_CONTACTS = """
    SELECT e.id, e.vendor, e.campaign, c.title, e."on", e."by", e.channel, e.text,
           e.follow_up, e.follow_up_text, e.follow_up_last
    FROM contact_entry e LEFT JOIN campaign c ON c.id = e.campaign
"""
_LATEST_FIRST = 'ORDER BY e."on" DESC, e.seq DESC'


def contacts(connection: sqlite3.Connection, vendor: str) -> list[ContactRow]:
    """The log of a vendor over all campaigns, the latest first."""
    rows = connection.execute(f"{_CONTACTS} WHERE e.vendor = ? {_LATEST_FIRST}", (vendor,))
    return [ContactRow(*row) for row in rows]


def vendors(connection: sqlite3.Connection, today: date) -> list[VendorRow]:
    """Every vendor with a system in a campaign, the one with most systems left first."""
    found: dict[str, dict[str, list[SystemRow]]] = {}
    campaigns: dict[str, CampaignRow] = {}
    for row in phase_outs(connection, today):
        if isinstance(row, CampaignRow):
            campaigns[row.id] = row
        elif row.vendor:
            found.setdefault(row.vendor, {}).setdefault(row.campaign, []).append(row)
    listed = [
        VendorRow(
            name,
            tuple(VendorPart(campaigns[one], tuple(systems)) for one, systems in parts.items()),
            tuple(contacts(connection, name)),
        )
        for name, parts in found.items()
    ]
    return sorted(listed, key=lambda one: (-_left(one), one.name))


def _left(vendor: VendorRow) -> int:
    rows = [row for part in vendor.parts for row in part.systems]
    return sum(not row.is_moved and row.excused is None for row in rows)


def due_follow_ups(connection: sqlite3.Connection, today: date) -> list[FollowUp]:
    """The days until two weeks from now on which to ask again, those that are past first."""
    until = (today + SOON).toordinal()
    return [one for one in follow_ups(connection, today) if one.last <= until]


def follow_ups(connection: sqlite3.Connection, today: date) -> list[FollowUp]:
    """All days on which to ask again, in their order.

    Of a vendor's log only the latest contact about a campaign counts, and only where its day is
    not also that of one of the systems.
    """
    found = [*_of_systems(connection, today)]
    known = {(one.vendor, one.campaign, one.last) for one in found}
    found += [
        one for one in _of_contacts(connection) if (one.vendor, one.campaign, one.last) not in known
    ]
    return sorted(found, key=lambda one: (one.last, one.title, one.id))


def _of_systems(connection: sqlite3.Connection, today: date) -> Iterator[FollowUp]:
    title = ""
    for row in phase_outs(connection, today):
        if isinstance(row, CampaignRow):
            title = row.title
        elif row.follow_up_last is not None and not row.excused and next_step(row.steps, row.state):
            about = (row.id, row.name, row.vendor or "", row.campaign, title)
            days = (row.follow_up, row.follow_up_text, row.follow_up_last)
            yield FollowUp("campaign_system", *about, *days, row.owner)


def _of_contacts(connection: sqlite3.Connection) -> Iterator[FollowUp]:
    seen: set[tuple[str, str | None]] = set()
    for row in map(ContactRow._make, connection.execute(f"{_CONTACTS} {_LATEST_FIRST}")):
        about = (row.vendor, row.campaign)
        if about not in seen and row.follow_up_last is not None:
            named = (row.id, row.vendor, *about, row.campaign_title or "")
            days = (row.follow_up, row.follow_up_text, row.follow_up_last)
            yield FollowUp("contact_entry", *named, *days)
        seen.add(about)
