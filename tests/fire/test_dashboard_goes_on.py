"""The dashboard on a store that is gone, locked or failing: it tells, keeps what was typed, and can
be looked at and left.
"""

import os
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from benchmarks.terminal import Terminal
from kombit_tui.app import shell, writing
from kombit_tui.db import engine as engines
from kombit_tui.db import meta
from kombit_tui.db import store as stores
from kombit_tui.db.queries.conflicts import conflicts
from kombit_tui.db.reader import Reader
from kombit_tui.db.store import Store
from tests.fire.surroundings import locked
from tests.tools import scenarios
from tests.tools.dashboard import Dashboard, dashboard
from tests.tools.together import together

MEETING = Path(__file__).parents[1] / "data" / "moede.txt"
TITLE = "Ring til leverandøren"
TYPED = ("n", *(one if one != " " else "space" for one in TITLE))


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TRY_AGAIN", (0.05,))
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 20)
    monkeypatch.setattr(stores, "PATIENCE", 0.02)


def titles(store: Store) -> list[str]:
    """Tasks of that title."""
    found = store.reader.execute("SELECT title FROM task WHERE title = ?", (TITLE,))
    return [row[0] for row in found]


def is_told(open_: Dashboard, words: str) -> bool:
    """Whether the hint line says so."""
    return words in open_.app._base.hint_line.text


async def test_a_drive_that_is_gone_for_a_while_loses_nothing(demo_store: Store) -> None:
    folder = demo_store.path.parent
    away = folder.with_name("væk")
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press(*TYPED)
        folder.rename(away)
        await open_.press("ctrl+s")
        await open_.until(lambda: is_told(open_, f"Ikke gemt endnu: Oprettet: {TITLE}"))
        assert str(demo_store.path) in open_.hint
        await open_.press("down", "end", "home")
        assert TITLE not in titles(demo_store)
        away.rename(folder)
        await open_.until(lambda: is_told(open_, "Gemt (u fortryder)"))
        assert titles(demo_store) == [TITLE]
        await open_.press("u")
        assert titles(demo_store) == []


async def test_a_drive_that_comes_back_is_told_of_and_what_could_not_be_told_is_in_the_messages(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "POLL", 0.05)
    folder = demo_store.path.parent
    away = folder.with_name("væk")
    async with dashboard(demo_store, "tasks", size=(80, 24)) as open_:
        folder.rename(away)
        await open_.pilot.press("d")
        await open_.until(lambda: is_told(open_, "Lageret kan ikke bruges"))
        assert "kombit-tui doctor" in open_.hint
        shown = open_.text.splitlines()[-2]
        assert shown.endswith("… B: hele beskeden"), "the line has no room for what to do"
        await open_.pilot.press("B")
        await open_.until(lambda: "kombit-tui doctor" in open_.text)
        await open_.pilot.press("escape")
        away.rename(folder)
        await open_.until(lambda: is_told(open_, "Lageret kan læses igen."))
        await open_.press("d")
        await open_.until(lambda: is_told(open_, "Gemt (u fortryder)"))


async def test_a_dashboard_that_closes_looks_for_nothing_any_more(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        closed = open_.app
    closed._data_version = -1  # somebody has just written
    closed._look_for_foreign_writes()


async def test_a_deleted_store_takes_no_change_that_would_be_lost(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("s", "down", "enter")  # the connection that writes is open
        await open_.press(*TYPED)
        for one in demo_store.path.parent.iterdir():
            one.unlink()
        await open_.press("ctrl+s")
        await open_.until(lambda: is_told(open_, "Ikke gemt endnu"))
        assert "slettet, flyttet eller udskiftet" in open_.hint
        assert not list(demo_store.path.parent.iterdir()), "and no empty file takes its place"
        await open_.pilot.press("q")
        await open_.until(lambda: len(open_.app.screen_stack) > 1)
        assert TITLE in open_.text
        assert not open_.app._exit
        await open_.pilot.press("escape")
        await open_.until(lambda: len(open_.app.screen_stack) == 1)
        await open_.pilot.press("q")
        await open_.until(lambda: len(open_.app.screen_stack) > 1)
        await open_.pilot.press("enter")
        await open_.until(lambda: open_.app._exit)


async def test_what_a_lock_holds_back_is_saved_in_order_when_it_ends(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        task = open_.cursor
        with locked(demo_store.path):
            await open_.press("s", "down", "enter")
            await open_.until(lambda: is_told(open_, "Ikke gemt endnu: Status «Påbegyndt»"))
            assert "låst af et andet program" in open_.hint
            await open_.pilot.press("s", "j", "j", "enter")
        await open_.until(lambda: is_told(open_, "Gemt (u fortryder): Status «Fuldført»"))
        labels = [
            row[0]
            for row in demo_store.reader.execute("SELECT label FROM journal_group ORDER BY seq")
        ]
        assert ["Påbegyndt" in labels[-2], "Fuldført" in labels[-1]] == [True, True]
        assert task == open_.cursor


async def test_a_decided_conflict_waits_for_the_store(demo_store: Store) -> None:
    meet = scenarios.in_conflict(demo_store)
    async with together(demo_store, meet, "conflict") as open_:
        number = len(conflicts(demo_store.reader))
        with locked(demo_store.path):
            await open_.press("m")
            await open_.until(lambda: is_told(open_, "Ikke gemt endnu"))
            assert len(conflicts(demo_store.reader)) == number
        await open_.until(lambda: is_told(open_, "Gemt (u fortryder)"))
        assert len(conflicts(demo_store.reader)) == number - 1


async def test_a_review_is_kept_and_stored_when_the_store_is_free_again(store: Store) -> None:
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "i", *str(MEETING), "enter")
        await open_.until(lambda: open_.app.current_mode == "review")
        await open_.until(lambda: "Tag med" in open_.text)
        with locked(store.path):
            await open_.press("M")
            await open_.until(lambda: is_told(open_, "låst af et andet program"))
        await open_.until(lambda: "true" in (meta.read(store.reader, meta.REVIEW_DECISIONS) or ""))
        with locked(store.path):
            await open_.pilot.press("G")
            await open_.until(lambda: is_told(open_, "Ikke gemt endnu: Import af"))
        await open_.until(lambda: is_told(open_, "Gemt (u fortryder)"))
        assert store.reader.execute("SELECT count(*) FROM meeting").fetchone()[0] == 1


async def test_undo_drops_what_is_not_saved_yet_before_what_is(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        with locked(demo_store.path):
            await open_.press("s", "down", "enter")
            await open_.until(lambda: is_told(open_, "Ikke gemt endnu"))
            await open_.press("u")
            assert open_.hint.startswith("Fortrudt, og aldrig gemt: Status «Påbegyndt»")
        await open_.pilot.pause(0.3)
        (steps,) = demo_store.reader.execute("SELECT count(*) FROM journal_group").fetchone()
        assert steps == 1
        await open_.pilot.press("q")
        await open_.until(lambda: open_.app._exit)


async def test_what_is_still_being_saved_is_waited_for_when_one_leaves(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        open_.app.post_message(Key("d", "d"))
        open_.app.post_message(Key("q", "q"))
        await open_.until(lambda: open_.app._exit)
    assert demo_store.reader.execute("SELECT count(*) FROM journal_group").fetchone()[0] == 2


KEYS = (
    *("down", "pagedown", "end", "home", "enter", "escape", "slash", "a", "escape", "o", "escape"),
    *("1", "2", "4", "5", "6", "7", "8", "N", "F", "I", "R", "C", "3", "f", "x", "escape", "P"),
    *("escape", "s", "escape", "e", "escape", "n", "escape", "h", "escape", "u", "question_mark"),
    *("escape", "escape", "1"),
)


async def test_a_store_that_cannot_be_read_ends_nothing(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_gone = False
    really = sqlite3.Connection.execute

    def execute(self: Reader, *given: Any) -> sqlite3.Cursor:
        if is_gone:
            raise sqlite3.OperationalError("disk I/O error")
        return really(self, *given)

    monkeypatch.setattr(Reader, "execute", execute, raising=False)
    async with dashboard(demo_store, "overview") as open_:
        is_gone = True
        for key in KEYS:
            await open_.pilot.press(key)
        await open_.pilot.pause(1.2)  # a timer looks too
        told = open_.app._base.hint_line.text
        assert "disken eller netværksdrevet svarer med en fejl" in told
        is_gone = False
        await open_.press("escape", "3")
        await open_.until(lambda: open_.listed.list.cursor_id is not None)
        is_gone = True
        await open_.pilot.press("q")
        await open_.until(lambda: open_.app._exit)
        is_gone = False


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_a_file_that_is_cut_under_the_dashboard_can_be_looked_at_and_left(
    path: Path, home: Path
) -> None:
    command = [sys.executable, "-m", "kombit_tui", "--store", str(path), "--screen", "opgaver"]
    terminal = Terminal(command, {"KOMBIT_TUI_HOME": str(home), "TERM": "xterm-256color"})
    try:
        terminal.wait_for("Opgaver")
        terminal.settle(1.5)
        os.truncate(path, 8 * 4096)
        for keys in ("jjj", "4", "5", "n" + TITLE + "\x13", "\x1b", "3", "G"):
            terminal.send(keys)
            terminal.settle(0.2)
        shown = terminal.text()
        assert "Traceback" not in shown
        assert "Korsbæk" in shown, shown
        for _ in range(6):
            terminal.send("\x1b")
            terminal.settle(0.3)  # more than Textual waits for what may belong to it
        terminal.send("\x11")
        terminal.settle(0.3)
        terminal.send("\r")
        deadline = time.monotonic() + 20
        ended, status = os.waitpid(terminal.pid, os.WNOHANG)
        while not ended and time.monotonic() < deadline:
            terminal.settle(0.05)
            ended, status = os.waitpid(terminal.pid, os.WNOHANG)
        terminal.settle(0.1)
        assert ended, terminal.text()
        assert os.waitstatus_to_exitcode(status) in (0, 1)
        assert "Traceback" not in terminal.text()
    finally:
        os.close(terminal._file)
