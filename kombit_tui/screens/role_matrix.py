"""All roles against all who hold one or stand in: who has how much, and what nobody has."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG
from kombit_tui.db.queries.roles import Holder, RoleRow, roles
from kombit_tui.db.store import Store
from kombit_tui.domain.folding import sort_key
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.matrix import Matrix
from kombit_tui.widgets.matrix_lines import MatrixColumn
from kombit_tui.widgets.painted import content
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.lines import Cell, ListRow
from kombit_tui.wording.roles import GRAVE, VACANT, group_of, rules_text, told

LEGEND = "x har rollen · ! skal rettes · s stedfortræder · Enter: gå til rollen · Esc lukker"
EMPTY = ("Der er ingen roller endnu.", "Importér slides med rollegalleriet, eller opret en rolle.")
HEAD = 8
"""Cells of a person's name in the head: the line above the matrix has it in full."""


class RoleMatrix(Dialog[str | None]):
    """Answers with the role to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG)]
    CSS_PATH = "people.tcss"

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.matrix = Matrix()
        self.told = Static("", classes="heading")
        self.roles: dict[str, RoleRow] = {}
        self.names: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """What the cell under the cursor says, the matrix, and what the signs mean."""
        with Vertical(classes="box"):
            yield self.told
            yield self.matrix
            yield Static(content(LEGEND), classes="about")

    def on_mount(self) -> None:
        """Read in the background."""
        self.matrix.focus()
        self._read()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        with closing(self.store.connect()) as connection:
            today = self.store.clock().date().isoformat()
            found = await asyncio.to_thread(roles, connection, today)
        self.roles = {row.id: row for row in found}
        people, self.names = columns_of(found)
        self.matrix.show(people, list(rows_of(found, [one.key for one in people])), EMPTY)
        self._tell()

    @on(Matrix.CursorMoved)
    def _tell(self) -> None:
        """Say in words what the cell under the cursor means."""
        row = self.roles.get(self.matrix.row_id or "")
        key = self.matrix.column_key
        person = self.names.get(key or "", "")
        text = "Roller og personer" if row is None else f"{row.name} · {_meaning(row, key, person)}"
        self.told.update(content(one_line(text)))

    @on(Matrix.CellChosen)
    def _chosen(self, event: Matrix.CellChosen) -> None:
        if event.row_id in self.roles:
            self.dismiss(event.row_id)


def columns_of(found: Sequence[RoleRow]) -> tuple[list[MatrixColumn], dict[str, str]]:
    """Everybody who holds a role or stands in for somebody, alphabetically, and their names."""
    holders = [one for row in found for one in row.holders]
    names = {one.deputy_id: one.deputy or "" for one in holders if one.deputy_id}
    names |= {one.id: one.name for one in holders}
    order = sorted(names, key=lambda one: (sort_key(names[one]), one))
    return [MatrixColumn(one, _short(names[one]), HEAD) for one in order], names


def _short(name: str) -> str:
    """Given name and initial, which two lines of a narrow column have room for."""
    given, *others = one_line(name).split() or [""]
    return f"{given} {others[-1][0]}." if others else given


def rows_of(found: Sequence[RoleRow], people: Sequence[str]) -> Iterator[ListRow]:
    """The roles under the headings of the list, with a cell for every person."""
    groups: dict[str, list[RoleRow]] = {}
    for row in found:
        groups.setdefault(group_of(row), []).append(row)
    for title, members in groups.items():
        yield ListRow(f"group:{title}", (Cell(title), Cell(told(members))), is_heading=True)
        for row in members:
            cells = (_label(row), *(_cell(row, person) for person in people))
            muted = row.retired_in is not None or row.is_unused
            yield ListRow(row.id, cells, is_muted=muted, warning="!" if row.is_missed else "")


def _label(row: RoleRow) -> Cell:
    return Cell(row.name, "error" if row.is_missed else "warning" if row.is_vacant else "")


def _cell(row: RoleRow, person: str) -> Cell:
    holder = _holder(row, person)
    if holder is not None and holder.broken:
        grave = any(rule in GRAVE for rule in holder.broken)
        return Cell("x !", "error" if grave else "warning")
    if holder is not None:
        return Cell("x")
    return Cell("s" if any(one.deputy_id == person for one in row.holders) else "", "muted")


def _holder(row: RoleRow, person: str | None) -> Holder | None:
    return next((one for one in row.holders if one.id == person), None)


def _meaning(row: RoleRow, person: str | None, name: str) -> str:
    holder = _holder(row, person)
    if holder is not None:
        wrong = f", men: {rules_text(holder.broken)}" if holder.broken else ""
        return f"{name} har rollen{wrong}"
    behind = [one.name for one in row.holders if one.deputy_id == person]
    if behind:
        return f"{name} er stedfortræder for {', '.join(behind)}"
    names = ", ".join(one.name for one in row.holders)
    return f"{VACANT}" if row.is_vacant else f"{name} har den ikke; {names or 'ingen'} har"
