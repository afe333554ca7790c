"""A list of any length asks only for what can be seen, and keeps its cursor on the record."""

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult

from kombit_tui.widgets.record_list import MARGIN, RecordList
from kombit_tui.wording.lines import Cell, Column, ListRow
from tests.tools.dashboard import lines

ROWS = 100_000
HEIGHT = 30


class Counted:
    """Rows that are made when asked for, and a note of what was asked."""

    def __init__(self, length: int = ROWS, shift: int = 0) -> None:
        self.length = length
        self.shift = shift
        """How many rows a foreign write has put before the first one."""
        self.asked: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return self.length

    def page(self, start: int, stop: int) -> Sequence[ListRow]:
        """The rows, by their number."""
        self.asked.append((start, stop))
        return [ListRow(f"r{i - self.shift}", (Cell(f"post {i}"),)) for i in range(start, stop)]

    def index_of(self, record_id: str) -> int | None:
        """Where a row stands."""
        return int(record_id.removeprefix("r")) + self.shift

    def ids(self) -> Sequence[str]:
        """All of them."""
        return [f"r{i - self.shift}" for i in range(self.length)]


class ListApp(App[None]):
    """Nothing but the list."""

    def __init__(self) -> None:
        super().__init__()
        self.list = RecordList((Column("Post", 0),))

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list


@pytest.mark.parametrize("length", [ROWS, 1_000_000])
@pytest.mark.parametrize("keys", [(), ("end",), ("end", "home"), ("pagedown",) * 5, ("j",) * 100])
async def test_only_what_can_be_seen_is_asked_for(keys: tuple[str, ...], length: int) -> None:
    app, pages = ListApp(), Counted(length)
    async with app.run_test(size=(80, HEIGHT)) as pilot:
        app.list.show(pages)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert any(line.startswith(">post") for line in lines(app))
        assert all(0 <= start < stop <= length for start, stop in pages.asked)
        assert max(stop - start for start, stop in pages.asked) <= HEIGHT + 2 * MARGIN + 1
        assert len(pages.asked) <= 2 + len(keys) // 2
        if keys == ("end",):
            assert f">post {length - 1}" in "\n".join(lines(app))


async def test_walking_within_the_margin_asks_for_nothing_more() -> None:
    app, pages = ListApp(), Counted()
    async with app.run_test(size=(80, HEIGHT)) as pilot:
        app.list.show(pages)
        await pilot.pause()
        await pilot.press(*("j",) * (HEIGHT + 5))  # what one has jumped to has a small margin
        await pilot.pause()
        before = len(pages.asked)
        await pilot.press(*("j",) * (MARGIN - 10), *("k",) * 10)
        await pilot.pause()
        assert len(pages.asked) == before


async def test_rows_that_come_before_the_cursor_do_not_move_it() -> None:
    app = ListApp()
    async with app.run_test(size=(80, HEIGHT)) as pilot:
        app.list.show(Counted())
        await pilot.press(*("pagedown",) * 50)
        chosen = app.list.cursor_id
        app.list.show(Counted(ROWS + 7, shift=7))
        await pilot.pause()
        assert app.list.cursor_id == chosen
        assert f">post {app.list.cursor}" in "\n".join(lines(app))


async def test_a_list_that_shrinks_leaves_the_cursor_on_its_last_row() -> None:
    app = ListApp()
    async with app.run_test(size=(80, HEIGHT)) as pilot:
        app.list.show(Counted())
        await pilot.press("end")
        shorter = Counted(10)
        shorter.index_of = lambda record_id: None  # type: ignore[method-assign]
        app.list.show(shorter)
        await pilot.pause()
        assert app.list.cursor == 9
        assert ">post 9" in "\n".join(lines(app))
