"""A list that is empty, filtered to nothing, being read or unreadable looks each time another."""

import sqlite3
from threading import Event
from typing import Any

import pytest

from kombit_tui.db.store import Store
from kombit_tui.screens.roles import RolesScreen
from kombit_tui.wording.lines import Cell, Column, ListRow, row_runs
from tests.tools.dashboard import dashboard


async def test_a_list_that_is_being_read_says_so(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = Event(), RolesScreen.ask

    def slowly(screen: RolesScreen, connection: sqlite3.Connection, query: Any) -> Any:
        go_on.wait(10)
        return read(screen, connection, query)

    monkeypatch.setattr(RolesScreen, "ask", slowly)
    async with dashboard(demo_store, "overview") as open_:
        await open_.pilot.press("4")
        await open_.until(lambda: "Henter …" in open_.text)
        go_on.set()
        await open_.until(lambda: "Henter …" not in open_.text)
        assert len(open_.listed.list.pages)


async def test_a_list_that_cannot_be_read_says_so_and_why(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("malformed")

    async def look() -> None:
        async with dashboard(demo_store, "overview") as open_:
            monkeypatch.setattr(RolesScreen, "ask", broken)
            await open_.press("4")
            assert "! Listen kunne ikke hentes." in open_.text
            assert open_.listed.hint_line.is_error
            await open_.press("3")
            assert len(open_.listed.list.pages)

    with pytest.raises(AssertionError, match="malformed"):  # no fault passes a test in silence
        await look()


def test_a_row_can_warn_at_its_very_left_where_neither_cursor_nor_mark_stands() -> None:
    row = ListRow("a", (Cell("Aula"),), warning="K")
    columns = (Column("System", 0),)

    def left(state: str, *, is_marked: bool) -> str:
        return row_runs(row, columns, 40, state, is_marked=is_marked)[0][0]

    assert left("", is_marked=False) == "K"
    assert left("cursor", is_marked=False) == ">"
    assert left("", is_marked=True) == "*"
