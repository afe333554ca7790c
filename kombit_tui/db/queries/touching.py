"""What of ours an agenda item touches: open tasks, vacant roles, systems, agreements that wait.

Reads what may be meant; `domain.touching` decides. Blocks; call it off the event loop.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kombit_tui.db.queries.agenda import ItemRow
from kombit_tui.db.queries.phase_outs import SystemRow, phase_outs
from kombit_tui.db.queries.roles import roles
from kombit_tui.db.queries.task_pages import OURS
from kombit_tui.domain.touching import Ours, Text, Touched, codes_in, named_in, touched

MOST_TASKS = 500
"""Tasks that are looked at for one item, the nearest deadlines first."""
_MOST_WORDS = 40
_PARTS = re.compile(r"[/(),]| og | til ")

_PROJECTS = "SELECT id, code, name, aliases FROM project ORDER BY seq"
_CAMPAIGNS = "SELECT id, title, replaces, replaced_by FROM campaign ORDER BY seq"
_TASKS = """
    SELECT t.id, t.title, t.code, t.project, t.campaign, r.due, r.due_text
    FROM task_row r JOIN task t ON t.seq = r.seq
    WHERE r.is_done = 0 AND r.{ours} AND t.item IS NOT ? AND ({condition})
    ORDER BY r.due_day, r.seq LIMIT ?
"""
_SYSTEMS = "SELECT id, name, interfaces FROM system WHERE in_use IS NOT 0 ORDER BY seq"
_AGREEMENTS = """
    SELECT a.id, a.title, a.project, coalesce(s.state, 'missing') AS state,
           a.deadline, a.deadline_text
    FROM agreement a LEFT JOIN agreement_state s ON s.agreement = a.id
    WHERE coalesce(s.state, 'missing') IN ('missing', 'sent')
       OR (s.download_before >= ? AND s.stored IS NULL)
    ORDER BY a.deadline_last IS NULL, a.deadline_last, a.seq
"""


def touching(connection: sqlite3.Connection, item: ItemRow, today: date) -> list[Touched]:
    """What an item touches, kind by kind; the tasks that were made of it are none of that."""
    text = Text(text_of(item))
    groups = _groups(connection)
    named = named_in(text, groups)
    ours = [
        *_tasks(connection, item.id, text, list(named)),
        *_roles(connection, groups, today),
        *_systems(connection, named, today),
        *_agreements(connection, today),
    ]
    return touched(text, named, ours)


def text_of(item: ItemRow) -> str:
    """All that an item says."""
    return "\n".join((item.title, *item.subitems, item.text or ""))


def project_of(connection: sqlite3.Connection, item: ItemRow) -> str | None:
    """The project that an item names first: in its title, else in the rest of it."""
    projects = {row["id"]: _names(row) for row in connection.execute(_PROJECTS)}
    for text in (item.title, text_of(item)):
        found = named_in(Text(text), projects)
        if found:
            return min(found, key=lambda one: text.casefold().find(found[one].casefold()))
    return None


def _names(row: sqlite3.Row) -> list[str]:
    return [name for name in (row["code"], row["name"], *_texts(row["aliases"])) if name]


def _texts(value: str | None) -> list[str]:
    return (json.loads(value) if value else None) or []


def _groups(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Projects and campaigns with what they are called."""
    groups = {row["id"]: _names(row) for row in connection.execute(_PROJECTS)}
    for row in connection.execute(_CAMPAIGNS):
        texts = [text for text in row[1:] if text]
        parts = [part.strip() for text in texts for part in _PARTS.split(text)]
        codes = [code for text in texts for code in codes_in(text).values()]
        groups[row["id"]] = [name for name in dict.fromkeys((*codes, *parts)) if name]
    return groups


def _tasks(
    connection: sqlite3.Connection, item: str, text: Text, named: Sequence[str]
) -> Iterator[Ours]:
    """Open tasks, of our waves, that belong to what is named or share a word with the text."""
    words = [*text.codes, *text.distinctive][:_MOST_WORDS]
    marks = ",".join("?" * len(named))
    conditions = [f"t.project IN ({marks})", f"t.campaign IN ({marks})"] if named else []
    conditions += ["instr(r.title_fold, ?)"] * len(words)
    conditions += ["lower(t.code) = ?"] * len(text.codes)
    if not conditions:
        return
    found = connection.execute(
        _TASKS.format(ours=OURS, condition=" OR ".join(conditions)),
        (item, *named, *named, *words, *text.codes, MOST_TASKS),
    )
    for row in found:
        groups = tuple(one for one in (row["project"], row["campaign"]) if one)
        title = f"{row['code']} {row['title']}" if row["code"] else row["title"]
        yield Ours(row["id"], "task", title, (), title, groups, row["due"] or row["due_text"] or "")


def _roles(
    connection: sqlite3.Connection, groups: dict[str, list[str]], today: date
) -> Iterator[Ours]:
    """Roles in force that nobody holds; those of a project's system belong to the project."""
    for role in roles(connection, today.isoformat()):
        if role.is_vacant:
            belongs = tuple(key for key, names in groups.items() if role.system in names)
            names = (role.system,) if role.system else ()
            note = "mandatory" if role.is_mandatory else ""
            yield Ours(role.id, "role", role.name, names, role.name, belongs, note)


def _systems(connection: sqlite3.Connection, named: Iterable[str], today: date) -> Iterator[Ours]:
    """Systems in use; those still to be moved in a campaign belong to the campaign."""
    waiting: dict[str, dict[str, str]] = {}
    for row in phase_outs(connection, today) if named else ():
        if isinstance(row, SystemRow) and not row.is_moved and row.excused is None:
            waiting.setdefault(row.system, {})[row.campaign] = row.id
    for row in connection.execute(_SYSTEMS):
        interfaces = [code for one in _texts(row[2]) for code in codes_in(one).values()]
        left = waiting.get(row[0], {})
        meant = next((left[one] for one in left if one in named), None)
        note, shown = ("waiting", (meant, "campaign_system")) if meant else ("", None)
        yield Ours(row[0], "system", row[1], (row[1], *interfaces), "", tuple(left), note, shown)


def _agreements(connection: sqlite3.Connection, today: date) -> Iterator[Ours]:
    """Agreements that wait for our signature, or for us to fetch them."""
    for row in connection.execute(_AGREEMENTS, (today.isoformat(),)):
        groups = (row["project"],) if row["project"] else ()
        note = row["deadline"] or row["deadline_text"] or ""
        yield Ours(row["id"], "agreement", row["title"], (), row["title"], groups, note)
