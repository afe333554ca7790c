"""The columns of the spreadsheets that were read, each with the field it is read as."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG, SAVE
from kombit_tui.domain.review_columns import IGNORED, KIND_KEY, Heading, Table
from kombit_tui.screens.asking import asks
from kombit_tui.screens.chooser import Chooser, Option
from kombit_tui.screens.dialog import Dialog
from kombit_tui.screens.listed_rows import Held, Section, Sectioned
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording import review as words
from kombit_tui.wording.lines import Cell, Column, ListRow

COLUMNS = (Column("Kolonne", 0), Column("Læses som", 30), Column("Sikkerhed", 10, rank=2))
Said = Mapping[str, Mapping[str, str]]


class ColumnsDialog(Dialog[Said | None]):
    """Answers with what the columns are, file by file, or None.

    Another kind of record is answered at once: only then is it known what its fields are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, SAVE)]
    CSS_PATH = "file_picker.tcss"

    def __init__(self, tables: Sequence[Table]) -> None:
        super().__init__()
        self.tables = list(tables)
        self.list = RecordList(COLUMNS)

    def compose(self) -> ComposeResult:
        """Heading, columns, and what the keys do."""
        with Vertical(classes="box"):
            yield Static(content("Regnearkets kolonner"), classes="heading")
            yield Static(content(words.COLUMNS_ABOUT), classes="about")
            yield self.list
            yield Static(content(words.COLUMNS_KEYS), classes="about")

    def on_mount(self) -> None:
        """Begin where somebody should look."""
        self._show()
        rows = [f"{at}:{n}" for at, t in enumerate(self.tables) for n in _unsure(t)]
        if rows:
            self.list.go_to(rows[0])
        self.list.focus()

    def _show(self) -> None:
        rows: list[ListRow] = []
        sections: list[Section] = []
        for at, table in enumerate(self.tables):
            about = table.kinds.get(table.kind or "", words.NO_KIND)
            heading = ListRow(f"{at}:-1", (Cell(table.file), Cell(about)), is_heading=True)
            sections.append(Section(heading, len(table.headings)))
            rows += [self._row(at, n, one) for n, one in enumerate(table.headings)]
        self.list.show(Sectioned(Held(rows), sections, lambda row: row))

    def _row(self, at: int, number: int, one: Heading) -> ListRow:
        table = self.tables[at]
        told = Cell(table.labels.get(one.field or "", one.field or words.NOT_READ))
        is_read = one.field is not None
        doubt = Cell("! usikker", "warning") if one.is_unsure else Cell("sikker" * is_read)
        return ListRow(f"{at}:{number}", (Cell(one.text), told, doubt), is_muted=not is_read)

    # What is said.

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        at, number = map(int, event.record_id.split(":"))
        self._ask(at, number)

    @asks
    async def _ask(self, at: int, number: int) -> None:
        """Ask what a column is, or on the heading what the table is about."""
        table = self.tables[at]
        if number < 0 or not table.labels:
            await self._ask_kind(table)
            return
        one = table.headings[number]
        options = [Option(IGNORED, words.NOT_READ)]
        options += [Option(name, label) for name, label in table.labels.items()]
        about = f"{table.file}: {one.text}"
        chooser = Chooser("Hvad er kolonnen?", options, one.field or IGNORED, about, typed=True)
        chosen = await self.app.push_screen_wait(chooser)
        if chosen is not None:
            field = None if chosen == IGNORED else chosen
            self.tables[at] = _with(table, number, field)
            self._show()

    async def _ask_kind(self, table: Table) -> None:
        options = [Option(name, label) for name, label in table.kinds.items()]
        chooser = Chooser("Hvad handler tabellen om?", options, table.kind, table.file)
        kind = await self.app.push_screen_wait(chooser)
        if kind is not None and kind != table.kind:
            self.dismiss({table.file_key: {KIND_KEY: kind}})

    def action_save(self) -> None:
        """Read them so."""
        self.dismiss({one.file_key: _said(one) for one in self.tables})


def _unsure(table: Table) -> list[int]:
    return [number for number, one in enumerate(table.headings) if one.is_unsure]


def _with(table: Table, number: int, field: str | None) -> Table:
    """The table with a column read so; another one that was, is read as nothing."""
    headings = [
        replace(one, field=None) if field is not None and one.field == field else one
        for one in table.headings
    ]
    headings[number] = replace(headings[number], field=field, is_unsure=False)
    return replace(table, headings=tuple(headings))


def _said(table: Table) -> dict[str, str]:
    """What each column is; our own ids are no field that anybody says."""
    said = {
        one.key: one.field or IGNORED
        for one in table.headings
        if one.key and (one.field is None or one.field in table.labels)
    }
    return {KIND_KEY: table.kind, **said} if table.kind is not None else said
