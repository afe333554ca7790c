"""What needs the coordinator today, as numbers with the first few of each; also `status`."""

import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.agenda import MeetingRow, next_meeting
from kombit_tui.db.queries.agreements import AgreementRow, agreements
from kombit_tui.db.queries.incidents import IncidentRow, incidents
from kombit_tui.db.queries.news import NewsRow, news_between
from kombit_tui.db.queries.phase_outs import CampaignRow, PhaseOutRow, SystemRow, phase_outs
from kombit_tui.db.queries.roles import RoleRow, roles
from kombit_tui.db.queries.task_pages import OURS
from kombit_tui.db.queries.tasks import TaskRow, first_tasks
from kombit_tui.db.queries.vendors import FollowUp, due_follow_ups
from kombit_tui.domain.burn_down import BurnDown, burn_down
from kombit_tui.domain.roles import Rule

if TYPE_CHECKING:
    from kombit_tui.db.queries.since_visit import SinceVisit
    from kombit_tui.db.queries.timeline_entries import Entry

SOON = timedelta(days=14)
NEW = timedelta(days=30)
"""How old a piece of news may be to be told."""
FIRST = 24
"""How many of each list are read along with its number: as many as a large window shows."""


_RULES = tuple(Rule)


class TaskCount(NamedTuple):
    """A number of tasks and the first of them."""

    number: int
    first: tuple[TaskRow, ...]


class Pace(NamedTuple):
    """The campaign of ours that stops first, and how fast its systems are moved."""

    campaign: CampaignRow
    burn_down: BurnDown


class Overview(NamedTuple):
    """The digest of one day."""

    overdue: TaskCount
    soon: TaskCount
    mine: TaskCount
    my_name: str | None
    open_tasks: int
    meeting: MeetingRow | None
    campaign: CampaignRow | None
    pace: Pace | None
    vacant: tuple[RoleRow, ...]
    """Roles in force that nobody holds, the mandatory ones first."""
    missed: int
    """How many of them are mandatory."""
    broken: tuple[RoleRow, ...]
    """Roles that are held against a rule, those that weigh most first."""
    agreements: tuple[AgreementRow, ...]
    """Those that wait for a signature, or whose document is to be fetched."""
    follow_ups: tuple[FollowUp, ...]
    own_dates: "tuple[Entry, ...]"
    """What comes in our own waves, the next first."""
    stuck: tuple[IncidentRow, ...]
    """Cases in the support chain that stand still."""
    news: tuple[NewsRow, ...]
    """Of the last month, the latest first."""
    since: "SinceVisit"
    is_empty: bool


def overview(connection: sqlite3.Connection, today: date, who: str = "") -> Overview:
    """What stands in the store on the day `today`.

    To the user, who is called `who`, steps of their own are no news.
    """
    # What only this needs is loaded with the first digest: the first frame does without.
    from kombit_tui.db.queries.since_visit import since_visit
    from kombit_tui.db.queries.timeline import own_dates

    day = today.toordinal()
    me = meta.read(connection, meta.ME)
    every_role = roles(connection, today.isoformat())
    vacant = [role for role in every_role if role.is_vacant]
    vacant.sort(key=lambda role: not role.is_mandatory)
    broken = [role for role in every_role if role.broken]
    broken.sort(key=lambda role: _RULES.index(role.broken[0]))
    campaigns = phase_outs(connection, today)
    return Overview(
        overdue=_count(connection, "is_done = 0 AND due_day < ?", day),
        soon=_count(connection, "is_done = 0 AND due_day BETWEEN ? AND ?", day, day + SOON.days),
        mine=_mine(connection, me),
        my_name=_name_of(connection, me),
        open_tasks=_number(
            connection, f"SELECT count(*) FROM task_row WHERE {OURS} AND is_done = 0"
        ),
        meeting=next_meeting(connection, today),
        campaign=next((row for row in campaigns if isinstance(row, CampaignRow)), None),
        pace=_pace(campaigns, today),
        vacant=tuple(vacant),
        missed=sum(role.is_mandatory for role in vacant),
        broken=tuple(broken),
        agreements=tuple(row for row in agreements(connection, today) if row.waits),
        follow_ups=tuple(due_follow_ups(connection, today)),
        own_dates=tuple(own_dates(connection, today)),
        stuck=tuple(row for row in incidents(connection, today) if row.stands_still),
        news=tuple(news_between(connection, day - NEW.days, day)),
        since=since_visit(connection, who),
        is_empty=_number(connection, "SELECT count(*) FROM (SELECT 1 FROM record_index LIMIT 1)")
        == 0,
    )


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _count(connection: sqlite3.Connection, condition: str, *parameters: object) -> TaskCount:
    where = f"FROM task_row WHERE {OURS} AND {condition}"
    (number,) = connection.execute(f"SELECT count(*) {where}", parameters).fetchone()
    return TaskCount(number, tuple(first_tasks(connection, condition, parameters, FIRST)))


def _mine(connection: sqlite3.Connection, me: str | None) -> TaskCount:
    if me is None:
        return TaskCount(0, ())
    return _count(connection, "is_done = 0 AND responsible = ?", me)


def _name_of(connection: sqlite3.Connection, person: str | None) -> str | None:
    row = connection.execute("SELECT name FROM person WHERE id = ?", (person,)).fetchone()
    return None if row is None else str(row[0])


def _pace(rows: list[PhaseOutRow], today: date) -> Pace | None:
    """Of the campaigns with systems left the one that stops next, else the one that did last."""
    ours = [
        (row, row.stop_day)
        for row in rows
        if isinstance(row, CampaignRow) and row.progress.remaining
    ]
    dated = [(stop, row.id, row) for row, stop in ours if stop is not None]
    if not dated:
        return None
    stop, _, campaign = min(dated, key=lambda one: (one[0] < today, abs(one[0] - today), one[1]))
    systems = [
        (row.steps, row.state, row.excused is not None)
        for row in rows
        if isinstance(row, SystemRow) and row.campaign == campaign.id
    ]
    found = burn_down(systems, stop=stop, today=today)
    return None if found is None else Pace(campaign, found)
