"""The matrix: a cursor along both axes, marked rows, columns that scroll beside the labels."""

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from kombit_tui.widgets.matrix import Matrix, MatrixColumn
from kombit_tui.wording.lines import Cell, ListRow
from tests.tools.dashboard import lines, until

COLUMNS = [MatrixColumn(f"c{n}", f"Kolonne nummer {n}", 8) for n in range(12)]
ROWS = [
    ListRow("head", (Cell("Gruppe"),), is_heading=True),
    *(
        ListRow(f"r{n}", (Cell(f"Række {n}"), *(Cell(f"{n}.{at}") for at in range(12))))
        for n in range(40)
    ),
]


class Shown(App[None]):
    """A matrix alone."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix = Matrix()
        self.chosen: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """It."""
        yield self.matrix

    def on_mount(self) -> None:
        """Show all."""
        self.matrix.show(COLUMNS, ROWS)
        self.matrix.focus()

    def on_matrix_cell_chosen(self, event: Matrix.CellChosen) -> None:
        """Remember it."""
        self.chosen.append((event.row_id, event.column_key))


def seen(app: Shown, text: str) -> bool:
    """Whether a text is on the screen."""
    return any(text in line for line in lines(app))


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until it is painted."""
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_cursor_moves_along_both_axes_and_its_cell_is_in_brackets() -> None:
    app = Shown()
    async with app.run_test(size=(60, 15)) as pilot:
        await press(pilot, "j", "down", "right", "right")
        assert (app.matrix.row_id, app.matrix.column_key) == ("r1", "c2")
        assert seen(app, "[1.2     ]")
        assert seen(app, ">Række 1")
        await press(pilot, "left", "k", "enter")
        assert app.chosen == [("r0", "c1")]
        await press(pilot, "left", "left", "left", "home", "up")
        assert (app.matrix.row_id, app.matrix.column_key) == ("head", "c0")


async def test_both_axes_scroll_and_the_labels_stay() -> None:
    app = Shown()
    async with app.run_test(size=(60, 15)) as pilot:
        await until(pilot, lambda: seen(app, "1-4 af 12 >"))
        assert seen(app, "Kolonne")
        assert seen(app, "nummer 3")
        await press(pilot, *["right"] * 11, "end")
        assert seen(app, "< 9-12 af 12")
        assert seen(app, "Række 39")
        assert seen(app, "[39.11   ]")
        await press(pilot, "pageup", "pageup", "pageup", "pageup")
        assert app.matrix.row_id == "head"
        assert seen(app, "Gruppe")


async def test_rows_are_marked_and_headings_not() -> None:
    app = Shown()
    async with app.run_test(size=(60, 15)) as pilot:
        await press(pilot, "space", "space", "shift+down")
        assert app.matrix.marks == ("r0", "r1", "r2")
        assert app.matrix.chosen() == ("r0", "r1", "r2")
        assert seen(app, "*Række 0")
        await press(pilot, "A")
        assert len(app.matrix.marks) == 40
        await press(pilot, "A")
        assert app.matrix.chosen() == ("r2",)


async def test_other_contents_keep_the_cursor_on_its_cell() -> None:
    app = Shown()
    async with app.run_test(size=(60, 15)) as pilot:
        await press(pilot, "end", "right", "right")
        app.matrix.show(COLUMNS[1:], ROWS[20:])
        assert (app.matrix.row_id, app.matrix.column_key) == ("r39", "c2")
        app.matrix.show(COLUMNS[:1], ROWS[:3])
        assert (app.matrix.row_id, app.matrix.column_key) == ("r1", "c0")
        app.matrix.show((), (), ("Der er intet.",))
        await pilot.pause()
        assert app.matrix.row_id is None
        assert seen(app, "Der er intet.")
        await press(pilot, "enter", "space", "down", "right")
        assert app.chosen == []


@pytest.mark.parametrize("chain", [1, 2])
async def test_a_second_click_chooses_the_cell(chain: int) -> None:
    app = Shown()
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.pause()
        await pilot.click(Matrix, offset=(40, 5), times=chain)
        await pilot.pause()
        assert (app.matrix.row_id, app.matrix.column_key) == ("r1", "c2")
        assert app.chosen == [("r1", "c2")] * (chain - 1)
