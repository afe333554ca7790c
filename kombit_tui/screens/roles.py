"""Roller: the role gallery by what a role covers, with holders, vacancies and access steps."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kombit_tui.db.queries.roles import Holder, RoleRow, roles
from kombit_tui.domain.choices import ROLE_LEVELS, ROLE_SCOPES, USER_TYPES
from kombit_tui.domain.records import PERSON
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.values import iso_text, source_text

VACANT = "UBESAT"
ACCESS_FIELDS = ("access_contact", "access_job_role", "access_rights", "access_gallery")


class GroupRow(NamedTuple):
    """What the roles below it cover."""

    id: str
    title: str
    roles: int
    vacant: int


class RolesScreen(HeldListScreen):
    """The role gallery."""

    MODE = "roles"
    HINT = f"{VACANT}: ingen har rollen · ! den er obligatorisk"
    EMPTY = ("Der er ingen roller endnu.", "Tryk i for at importere slides med rollegalleriet.")
    COLUMNS = (
        Column("Rolle", 0),
        Column("Niveau", 11, rank=4),
        Column("Obl.", 4, rank=3),
        Column("Indehaver", 24, rank=1),
        Column("Bekræftet", 10, rank=2),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[GroupRow | RoleRow]:
        """The roles, each group under its heading."""
        groups: dict[str, list[RoleRow]] = {}
        for role in roles(connection, self.today.isoformat()):
            groups.setdefault(_group_of(role), []).append(role)
        listed: list[GroupRow | RoleRow] = []
        for title, members in groups.items():
            vacant = sum(role.is_vacant for role in members)
            listed.append(GroupRow(f"group:{title}", title, len(members), vacant))
            listed += members
        return listed

    def is_heading(self, row: Any) -> bool:
        """Groups head their roles."""
        return isinstance(row, GroupRow)

    def found_by(self, row: Any) -> Iterable[str]:
        """A role is found by its own words and its holders'."""
        if isinstance(row, RoleRow):
            return (row.id, *(holder.id for holder in row.holders))
        return super().found_by(row)

    def present(self, row: GroupRow | RoleRow) -> ListRow:
        """A group as a heading; a role as a row."""
        if isinstance(row, GroupRow):
            vacant = f"{row.vacant} ubesat" if row.vacant else "alle besat"
            told = f"{row.roles} {'rolle' if row.roles == 1 else 'roller'} · {vacant}"
            return ListRow(row.id, (Cell(row.title), Cell(told)), is_heading=True)
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
        """All about a role, or about a group."""
        row = self.held.get(record_id)
        if isinstance(row, RoleRow):
            return list(_role(row))
        if isinstance(row, GroupRow):
            return [
                Title(row.title),
                Pair("Roller", str(row.roles)),
                Pair("Ubesat", str(row.vacant)),
            ]
        return ()


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
