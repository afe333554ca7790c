"""What of ours is due at some time: tasks, agreements, and the days on which to ask again."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from kombit_tui.db.queries.agreements import AgreementRow, agreements
from kombit_tui.db.queries.timeline_entries import Entry, Part, head, pieces
from kombit_tui.db.queries.vendors import follow_ups
from kombit_tui.db.task_keys import project_names
from kombit_tui.domain.agreements import Fetching
from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.timeline import DEADLINE, DOWNLOAD, FOLLOW_UP
from kombit_tui.domain.waves import Ours, waves_of

DEADLINES, AGREEMENTS, FOLLOW_UPS = "Frister", "Aftaler", "Opfølgning"
_TASKS = """
    SELECT r.id, r.title, r.due, r.due_text, r.wave, r.responsible_name, t.campaign,
           coalesce(p.name, r.project) AS project_name, p.code, p.aliases
    FROM task_row r JOIN task t ON t.seq = r.seq LEFT JOIN project p ON p.id = t.project
    WHERE r.is_done = 0 AND r.is_ours = 1 AND (r.due IS NOT NULL OR r.due_text IS NOT NULL)
    ORDER BY r.due_day, r.seq
"""


def task_deadlines(connection: sqlite3.Connection, ours: Ours) -> Iterator[Part]:
    """The open tasks that are ours by project; folded, for they are many."""
    projects: dict[str, list[Entry]] = {}
    for row in connection.execute(_TASKS):
        waves = waves_of(row["wave"], row["title"])
        names = project_names(row["aliases"], row["code"], row["project_name"])
        project = row["project_name"] or "uden projekt"
        projects.setdefault(project, []).append(
            Entry(
                id=row["id"],
                kind="task",
                what=DEADLINE,
                title=row["title"],
                date=row["due"],
                date_text=row["due_text"],
                pieces=pieces(DEADLINE, row["due"]),
                wave=row["wave"],
                belongs_to=project,
                is_own=bool(waves & ours.of(*names)),
                concerns_us=True,
                campaign=row["campaign"],
                owner=row["responsible_name"],
            )
        )
    for project in sorted(projects, key=sort_key):
        yield head("due", f"{DEADLINES}: {project}", is_closed=True), projects[project]


def agreement_days(connection: sqlite3.Connection, today: date) -> Iterator[Part]:
    """The agreements that wait for us: each by the day that presses now."""
    found = [_agreement(row) for row in agreements(connection, today) if row.waits]
    if found:
        yield head("agreements", AGREEMENTS), sorted(found, key=_day)


def _agreement(row: AgreementRow) -> Entry:
    """What is signed is to be fetched; what is not, to be signed."""
    what, edtf, words = DEADLINE, row.deadline, row.deadline_text
    if row.document is not Fetching.NONE:
        what, edtf, words = DOWNLOAD, row.download_before, None
    return Entry(
        id=row.id,
        kind="agreement",
        what=what,
        title=row.title,
        date=edtf,
        date_text=words,
        pieces=pieces(what, edtf),
        wave=None,
        belongs_to=row.project or AGREEMENTS,
        is_own=False,
        concerns_us=True,
        owner=row.signer,
    )


def follow_up_days(connection: sqlite3.Connection, today: date) -> Iterator[Part]:
    """The days on which to ask vendors again."""
    found = [
        Entry(
            id=one.id,
            kind=one.kind,
            what=FOLLOW_UP,
            title=": ".join(filter(None, (one.title, one.campaign_title))),
            date=one.day,
            date_text=one.words,
            pieces=pieces(FOLLOW_UP, one.day),
            wave=None,
            belongs_to=one.campaign_title or FOLLOW_UPS,
            is_own=False,
            concerns_us=True,
            campaign=one.campaign,
            owner=one.owner,
            vendor=one.vendor,
        )
        for one in follow_ups(connection, today)
    ]
    if found:
        yield head("follow-ups", FOLLOW_UPS, is_closed=True), found


def _day(entry: Entry) -> tuple[bool, int]:
    last = entry.pieces[0].last if entry.pieces else None
    return last is None, last or 0
