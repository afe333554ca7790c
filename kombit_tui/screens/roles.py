"""Roller: the role gallery by what a role covers, with holders, vacancies and access steps."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from kombit_tui.db.queries.roles import Holder, RoleRow, roles
from kombit_tui.db.queries.selecting import GroupRow, group_row
from kombit_tui.domain.choices import ROLE_LEVELS, ROLE_SCOPES, USER_TYPES
from kombit_tui.domain.records import PERSON
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import iso_text, source_text

VACANT = "UBESAT"
ACCESS_FIELDS = ("access_contact", "access_job_role", "access_rights", "access_gallery")


class RolesScreen(HeldListScreen):
    """The role gallery."""

    MODE = "roles"
    HINT = f"{VACANT}: ingen har rollen · ! den er obligatorisk"
    EMPTY = (
        "Der er ingen roller endnu.",
        "Tryk {app.import} for at importere slides med rollegalleriet.",
    )
    KINDS = ("role",)
    GROUPS = ("level", "system", "owner")
    NEW = ("assignment", "person", "role")
    DONE = False
    COLUMNS = (
        Column("Rolle", 0, field="title"),
        Column("Niveau", 11, rank=4, field="level"),
        Column("Obl.", 4, rank=3),
        Column("Indehaver", 24, rank=1, field="owner"),
        Column("Bekræftet", 10, rank=2),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[GroupRow | RoleRow]:
        """The roles, each group under its heading."""
        groups: dict[str, list[RoleRow]] = {}
        for role in roles(connection, self.today.isoformat()):
            groups.setdefault(_group_of(role), []).append(role)
        listed: list[GroupRow | RoleRow] = []
        for title, members in groups.items():
            listed += [group_row(title, _told(members)), *members]
        return listed

    def is_heading(self, row: Any) -> bool:
        """Groups head their roles."""
        return isinstance(row, GroupRow)

    def present(self, row: RoleRow) -> ListRow:
        """A role as a row."""
        return ListRow(
            row.id,
            (
                Cell(row.name),
                Cell(ROLE_LEVELS.get(row.level or "", "")),
                Cell("ja" if row.is_mandatory else ""),
                _holders(row),
                Cell(iso_text(_verified(row))),
            ),
            is_muted=row.retired_in is not None,
        )

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a role."""
        row = self.held.get(record_id)
        return list(_role(row)) if isinstance(row, RoleRow) else ()


def _told(members: Sequence[RoleRow]) -> str:
    """How many roles there are and how many of them nobody holds."""
    vacant = sum(role.is_vacant for role in members)
    roles = f"{len(members)} {'rolle' if len(members) == 1 else 'roller'}"
    return f"{roles} · {f'{vacant} ubesat' if vacant else 'alle besat'}"


def _group_of(role: RoleRow) -> str:
    if role.system:
        return role.system
    return ROLE_SCOPES.get(role.scope or "", "Uden angivet område")


def _holders(row: RoleRow) -> Cell:
    if row.is_vacant:
        return Cell(
            f"{'! ' if row.is_missed else ''}{VACANT}", "error" if row.is_missed else "warning"
        )
    names = ", ".join(holder.name for holder in row.holders)
    if row.retired_in is not None:
        return Cell(f"Udgået: {names}" if names else "Udgået", "muted")
    return Cell(names)


def _verified(row: RoleRow) -> str | None:
    """The day of the holder who was verified longest ago."""
    days = [holder.verified_on for holder in row.holders if holder.verified_on]
    return min(days) if days and len(days) == len(row.holders) else None


def _role(row: RoleRow) -> Iterator[Block]:
    yield Title(row.name)
    if row.is_vacant:
        told = "Obligatorisk, men ubesat" if row.is_missed else "Ubesat"
        yield Pair("Status", told, "error" if row.is_missed else "warning")
    yield Pair("Niveau", ROLE_LEVELS.get(row.level or "", ""))
    yield Pair("Dækker", row.system or ROLE_SCOPES.get(row.scope or "", ""))
    yield Pair("Obligatorisk", "ja" if row.is_mandatory else "nej")
    yield Pair("Hvem kan have den", row.holder_rule or "")
    yield Pair("Siden version", row.since_version or "")
    yield Pair("Udgået i version", row.retired_in or "", "warning")
    if row.description:
        yield Heading("Beskrivelse")
        yield Paragraph(row.description)
    for holder in row.holders:
        yield from _holder(holder)
    yield Heading("Kilde")
    read = source_text(row.source_file, row.source_first, row.source_last)
    yield Paragraph(read or "Oprettet her", "muted")


def _holder(holder: Holder) -> Iterator[Block]:
    yield Heading(holder.name)
    yield Pair("Enhed", holder.unit or "")
    yield Pair("Mail", holder.mail or "")
    yield Pair("Leder", "ja" if holder.is_manager else "nej")
    yield Pair("KLIK-brugertype", USER_TYPES.get(holder.user_type or "", ""))
    yield Pair("Siden", iso_text(holder.since))
    yield Pair("Bekræftet", iso_text(holder.verified_on) or "aldrig")
    yield Pair("Stedfortræder", holder.deputy or "")
    for name, is_done in zip(ACCESS_FIELDS, holder.access, strict=True):
        field = PERSON.field(name)
        label = field.label if field else name
        yield Paragraph(f"[{'x' if is_done else ' '}] {label}", "" if is_done else "warning")
