"""Roller: the role gallery by what a role covers, with holders, vacancies and what is wrong."""

import sqlite3
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from kombit_tui.actions import ROLES
from kombit_tui.db.queries.roles import RoleRow, roles, successor_of
from kombit_tui.db.queries.selecting import GroupRow, group_row
from kombit_tui.domain.choices import ROLE_LEVELS
from kombit_tui.domain.wanted import EVERYTHING, Wanted
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.role_actions import RoleActions
from kombit_tui.screens.role_detail import role_blocks
from kombit_tui.widgets.bindings import bindings_of, key_for
from kombit_tui.widgets.detail import Block
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.roles import VACANT, check_cell, group_of, holders_cell, told, verified
from kombit_tui.wording.values import iso_text

ONLY_VACANT = Wanted("ubesat")


class RolesScreen(RoleActions, HeldListScreen):
    """The role gallery."""

    MODE = "roles"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ROLES)]
    HINT = f"{VACANT}: ingen har rollen · ! skal rettes · {{roles.person}}: hele personen"
    EMPTY = (
        "Der er ingen roller endnu.",
        "Tryk {app.import} for at importere slides med rollegalleriet.",
    )
    KINDS = ("role",)
    GROUPS = ("level", "system", "owner", "tag")
    NEW = ("assignment", "person", "role")
    DONE = False
    COLUMNS = (
        Column("Rolle", 0, field="title"),
        Column("Niveau", 11, rank=5, field="level"),
        Column("Obl.", 4, rank=3),
        Column("Indehaver", 22, rank=1, field="owner"),
        Column("Kontrol", 14, rank=2, field="tag"),
        Column("Bekræftet", 10, rank=4),
    )

    def rows(self, connection: sqlite3.Connection) -> Sequence[GroupRow | RoleRow]:
        """The roles, each group under its heading."""
        groups: dict[str, list[RoleRow]] = {}
        for role in roles(connection, self.today.isoformat()):
            groups.setdefault(group_of(role), []).append(role)
        listed: list[GroupRow | RoleRow] = []
        for title, members in groups.items():
            listed += [group_row(title, told(members)), *members]
        return listed

    def present(self, row: RoleRow) -> ListRow:
        """A role as a row."""
        return ListRow(
            row.id,
            (
                Cell(row.name),
                Cell(ROLE_LEVELS.get(row.level or "", "")),
                Cell("ja" if row.is_mandatory else ""),
                holders_cell(row),
                check_cell(row),
                Cell(iso_text(verified(row))),
            ),
            is_muted=row.retired_in is not None or row.is_unused,
        )

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about a role."""
        row = self.held.get(record_id)
        if not isinstance(row, RoleRow):
            return ()
        successor = None
        if row.retired_in is not None:
            successor = successor_of(row, roles(self.store.reader, self.today.isoformat()))
        return list(role_blocks(row, successor, key_for(self.app, "roles.successor")))

    def action_only_vacant(self) -> None:
        """List what nobody holds; or all again."""
        is_shown = self.words == ONLY_VACANT.words
        self.want(EVERYTHING if is_shown else ONLY_VACANT)
        self.guide(self.HINT if is_shown else "Kun ubesatte roller · {roles.vacant}: alle roller")
