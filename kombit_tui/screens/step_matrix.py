"""A campaign as a matrix: its systems against its steps, beside the list they stand in.

The matrix has no rows of its own: it shows those of the list, so that every action of the list
works here on the row under the cursor and on the marked ones.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from kombit_tui.db.queries.phase_outs import CampaignRow, SystemRow
from kombit_tui.domain.campaigns import Step
from kombit_tui.domain.wanted import Wanted
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.phase_out_detail import taken_text
from kombit_tui.wording.lines import Cell, ListRow

if TYPE_CHECKING:
    from textual.worker import Worker

    from kombit_tui.screens.date_prompt import DayChosen
    from kombit_tui.widgets.matrix import Matrix

LIST_ONLY = ("filter", "switch_pane", "sort", "group", "columns", "view", "save_view")
"""What is done with the list: not while the matrix stands in its place."""
NO_CAMPAIGN = "Sæt markøren på et forløb eller et system for at se trinnene."
KEYS = "{phase_outs.step}: sæt/ryd · {phase_outs.matrix}: listen"


class StepMatrix(HeldListScreen):
    """A list of campaigns with their systems, of which one can be seen as a matrix."""

    matrix: "Matrix | None" = None
    """Made when it is first wanted."""
    shown_campaign: str | None = None
    """The campaign that is seen as a matrix now."""
    _choosing: "Worker[None] | None" = None
    _told_cell: tuple[str | None, str | None] = (None, None)
    ONLY_IN_LIST: ClassVar[Sequence[str]] = LIST_ONLY

    async def action_matrix(self) -> None:
        """See the campaign under the cursor as a matrix, or the list again."""
        if self.shown_campaign is not None:
            self.close_matrix()
            return
        row = self.held.get(self.list.cursor_id)
        campaign = row.id if isinstance(row, CampaignRow) else getattr(row, "campaign", None)
        if campaign is None:
            self.hint(NO_CAMPAIGN, is_error=True)
            return
        await self._open_matrix(campaign)

    async def _open_matrix(self, campaign: str) -> None:
        from kombit_tui.widgets.matrix import Matrix

        if self.matrix is None:
            self.matrix = Matrix()
            await self.mount(self.matrix, after="#panes")
        self.shown_campaign = campaign
        self.list.clear_marks()
        self.remove_class("-detail")
        self.add_class("-matrix")
        self._fill_matrix()
        self.matrix.go_to(self.list.cursor_id)
        self.matrix.focus()
        self.refresh_bindings()

    def close_matrix(self) -> None:
        """The list again, with the cursor where it was in the matrix."""
        if self.shown_campaign is not None and self.matrix is not None:
            self.shown_campaign, self._told_cell = None, (None, None)
            self.matrix.clear_marks()
            self.remove_class("-matrix")
            self.list.focus()
            self.hint()
            self.refresh_bindings()

    def _fill_matrix(self) -> None:
        from kombit_tui.widgets.matrix_lines import MatrixColumn

        assert self.matrix is not None
        rows = list(self._campaign_rows())
        steps = self.steps_shown(rows)
        columns = [MatrixColumn(step.key, step.title, _wide(step.title)) for step in steps]
        shown = [self.present(one) if isinstance(one, CampaignRow) else _line(one) for one in rows]
        self.matrix.show(columns, shown, ("Forløbet er her ikke mere.", "Esc: tilbage til listen"))

    def _campaign_rows(self) -> Iterator[CampaignRow | SystemRow]:
        """The campaign that is shown, and its systems as the list has them."""
        for row in self.held.rows:
            if self.shown_campaign in (row.id, getattr(row, "campaign", None)):
                yield row

    def steps_shown(self, rows: Sequence[CampaignRow | SystemRow]) -> Sequence[Step]:
        """The steps that are the columns."""
        return next((one.steps for one in rows if isinstance(one, SystemRow)), ())

    # What the list does, done here.

    def show_pages(self) -> None:
        """Show the rows as they are laid out now, in the matrix too."""
        super().show_pages()
        if self.shown_campaign is not None:
            self._fill_matrix()

    def chosen(self) -> tuple[str, ...]:
        """What an action works on: in the matrix its marked rows, or the one under its cursor."""
        if self.shown_campaign is not None and self.matrix is not None:
            return self.matrix.chosen()
        return super().chosen()

    def marked_now(self) -> bool:
        """Whether the chosen rows were marked."""
        matrix = self.matrix if self.shown_campaign is not None else None
        return bool(self.list.marks if matrix is None else matrix.marks)

    def want(self, wanted: Wanted) -> None:
        """Ask something else of the list, and see it."""
        self.close_matrix()
        super().want(wanted)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done with the list is not done with the matrix."""
        if self.shown_campaign is not None and action in self.ONLY_IN_LIST:
            return False
        return super().check_action(action, parameters)

    def action_step_out(self) -> None:
        """Out of the marks, then out of the matrix."""
        if self.shown_campaign is None or self.matrix is None:
            super().action_step_out()
        elif self.matrix.marks:
            self.matrix.clear_marks()
        else:
            self.close_matrix()

    def on_matrix_cell_chosen(self) -> None:
        """What a cell is for: its step. Enter pressed twice at once asks once."""
        if self._choosing is None or self._choosing.is_finished:
            self._choosing = self.set_step()

    def set_step(self) -> "Worker[None]":
        """Ask for the step of the cell and set it; for subclasses."""
        raise NotImplementedError

    def on_matrix_cursor_moved(self) -> None:
        """The list follows; what stands in the cell is said. Named: `Matrix` is loaded late."""
        if self.shown_campaign is None or self.matrix is None or self.matrix.row_id is None:
            return
        cell = self.matrix.row_id, self.matrix.column_key
        if cell == self._told_cell:
            return  # shown anew after a write: what the hint says of it stays
        self._told_cell = cell
        self.list.go_to(self.matrix.row_id)
        row = self.held.get(self.matrix.row_id)
        told = ""
        if isinstance(row, SystemRow):
            step = next(one for one in row.steps if one.key == self.matrix.column_key)
            told = f"{step.title}: {taken_text(row.state.get(step.key)) or 'mangler'} · "
        self.guide(f"{told}{KEYS}")

    async def ask_taken(self, title: str, about: str, taken: Any) -> "DayChosen | None":
        """The day a step was taken; today unless it has one. No day clears it."""
        from kombit_tui.domain.fields import Field, FieldType
        from kombit_tui.screens.date_prompt import DatePrompt
        from kombit_tui.widgets.date_field import Around

        field = Field("on", title, FieldType.DAY)
        held = taken.get("on") if isinstance(taken, dict) else None
        values = {"on": held or self.today.isoformat()}
        prompt = DatePrompt(title, about, field, values, Around(self.today, {}))
        answer: DayChosen | None = await self.app.push_screen_wait(prompt)
        return answer


def _wide(title: str) -> int:
    """How wide a column is: a date fits, and so do most words of its head."""
    return max(10, min(12, max(map(len, title.split()), default=0)))


def _line(row: SystemRow) -> ListRow:
    if row.excused:
        told = [Cell("undtaget"), *(Cell("-") for _ in row.steps[1:])]
    else:
        told = [_cell(row.state.get(step.key)) for step in row.steps]
    return ListRow(row.id, (Cell(row.name), *told), is_muted=row.excused is not None)


def _cell(taken: Any) -> Cell:
    """The day a step was taken, as short as it goes."""
    if not taken:
        return Cell(".", "muted")
    on = str(taken.get("on") or "") if isinstance(taken, dict) else ""
    try:
        return Cell(f"{date.fromisoformat(on[:10]):%d-%m-%y}", "ok")
    except ValueError:  # read somewhere without a day
        return Cell("ja", "ok")
