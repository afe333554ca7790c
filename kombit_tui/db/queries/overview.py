"""What needs the coordinator today, as numbers with the first few of each; also `status`."""

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

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

SOON = timedelta(days=14)
NEW = timedelta(days=30)
"""How old a piece of news may be to be told."""
FIRST = 24
"""How many of each list are read along with its number: as many as a large window shows."""


class TaskCount(NamedTuple):
    """A number of tasks and the first of them."""

    number: int
    first: tuple[TaskRow, ...]


class ChangeRow(NamedTuple):
    """A step of ours or a colleague's."""

    at: str
    who: str
    label: str


class ChangeCount(NamedTuple):
    """A number of steps and the latest of them."""

    number: int
    first: tuple[ChangeRow, ...]


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
    agreements: tuple[AgreementRow, ...]
    """Those that wait for a signature, or whose document is to be fetched."""
    follow_ups: tuple[FollowUp, ...]
    stuck: tuple[IncidentRow, ...]
    """Cases in the support chain that stand still."""
    news: tuple[NewsRow, ...]
    """Of the last month, the latest first."""
    changes: ChangeCount
    is_empty: bool


def overview(connection: sqlite3.Connection, today: date) -> Overview:
    """What stands in the store on the day `today`."""
    day = today.toordinal()
    me = meta.read(connection, meta.ME)
    vacant = [role for role in roles(connection, today.isoformat()) if role.is_vacant]
    vacant.sort(key=lambda role: not role.is_mandatory)
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
        agreements=tuple(row for row in agreements(connection, today) if row.waits),
        follow_ups=tuple(due_follow_ups(connection, today)),
        stuck=tuple(row for row in incidents(connection, today) if row.stands_still),
        news=tuple(news_between(connection, day - NEW.days, day)),
        changes=_changes(connection),
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


_SINCE_VISIT = "FROM journal_group WHERE julianday(at) > coalesce(julianday(?), 0)"


def _changes(connection: sqlite3.Connection) -> ChangeCount:
    since = meta.read(connection, meta.LAST_VISIT) or ""
    (number,) = connection.execute(f"SELECT count(*) {_SINCE_VISIT}", (since,)).fetchone()
    return ChangeCount(number, tuple(changes_since_visit(connection, FIRST)))


def changes_since_visit(connection: sqlite3.Connection, limit: int = -1) -> list[ChangeRow]:
    """The steps since the user was here last, the latest first; all of them without a limit."""
    since = meta.read(connection, meta.LAST_VISIT) or ""
    rows = connection.execute(
        f"SELECT at, who, label {_SINCE_VISIT} ORDER BY seq DESC LIMIT ?", (since, limit)
    )
    return [ChangeRow(*row) for row in rows]
