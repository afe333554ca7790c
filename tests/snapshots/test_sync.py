"""Synk, the conflicts and the login, in every state that matters.

`make snapshots` accepts new pictures; look at each of them before it is committed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from kombit_tui.db.store import Store
from kombit_tui.sync.report import Phase, Progress, Report
from tests.snapshots.conftest import Shown, Step, _take
from tests.snapshots.test_pictures import NARROW, WIDE, sizes
from tests.tools import scenarios, wired
from tests.tools.dashboard import Dashboard, settle
from tests.tools.scenarios import SCENARIOS, Meet
from tests.tools.together import connected, settled

Shot = Callable[..., bool]


@pytest.fixture
def shot(
    snap_compare: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shot]:
    """Compares the dashboard after a meeting, and after some keys, with the accepted picture."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    former = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]

    def compare(
        store: Store, meet: Meet, start: str, size: tuple[int, int], *steps: Step, **settings: Any
    ) -> bool:
        async def walk(pilot: Any) -> None:
            open_ = Dashboard(pilot.app, pilot)
            await settle(pilot)
            if settings.get("auto_sync", True):
                await settled(open_)
            for step in steps:
                await _take(open_, step)

        app = connected(store, meet, start, **settings)
        app.animation_level = "none"
        return snap_compare(app, terminal_size=size, run_before=walk)

    yield compare
    keyring.set_keyring(former)


STATES = (
    *("in_step", "waiting", "refused", "in_conflict", "offline", "offline_for_days"),
    *("wrong_password", "mass_change", "announced"),
)


@pytest.mark.parametrize("state", STATES)
@sizes
def test_how_it_stands(shot: Shot, demo_store: Store, state: str, size: tuple[int, int]) -> None:
    """The connection first, then what must be decided, what waits, what was, and what there is."""
    assert shot(demo_store, SCENARIOS[state](demo_store), "sync", size)


@sizes
def test_without_a_server(shot: Shot, demo_store: Store, size: tuple[int, int]) -> None:
    """Everything is local, and it says how to connect."""
    settings = {"server": "", "server_user": "", "auto_sync": False}
    assert shot(demo_store, scenarios.alone(demo_store), "sync", size, **settings)


@sizes
def test_the_first_meeting(shot: Shot, demo_store: Store, size: tuple[int, int]) -> None:
    """How far it is, in the top bar, while one works."""
    scenarios.join(demo_store)
    never = Event()

    def meet(order: Any) -> Report:
        order.progress(Progress(Phase.PULLING, 120, 4310))
        never.wait(5)
        return Report()

    assert shot(demo_store, meet, "tasks", size, "S", "j", auto_sync=False)
    never.set()


DETAILS = {
    "waiting": ("j", "j", "j"),
    "refused": ("j", "j"),
    "in_conflict": ("j", "j", "j"),
    "announced": ("j", "j"),
}


@pytest.mark.parametrize("state", DETAILS)
def test_a_line_in_full(shot: Shot, demo_store: Store, state: str) -> None:
    """What it is, and what can be done."""
    assert shot(demo_store, SCENARIOS[state](demo_store), "sync", WIDE, DETAILS[state])


def test_a_refusal_in_a_narrow_window(shot: Shot, demo_store: Store) -> None:
    """The detail alone, with the ways on."""
    meet = scenarios.refused(demo_store)
    assert shot(demo_store, meet, "sync", NARROW, ("j", "j"), "enter")


def test_the_connection_in_a_narrow_window(shot: Shot, demo_store: Store) -> None:
    """A trouble with its way on."""
    meet = scenarios.wrong_password(demo_store)
    assert shot(demo_store, meet, "sync", NARROW, "enter")


@pytest.mark.parametrize("state", ["in_conflict", "deleted_there", "deleted_here"])
@sizes
def test_conflicts(shot: Shot, demo_store: Store, state: str, size: tuple[int, int]) -> None:
    """Before, mine and theirs, and what each choice makes of it."""
    assert shot(demo_store, SCENARIOS[state](demo_store), "conflict", size)


@sizes
def test_a_conflict_about_a_text(shot: Shot, demo_store: Store, size: tuple[int, int]) -> None:
    """Both texts in full, and both together."""
    meet = scenarios.in_conflict(demo_store)
    assert shot(demo_store, meet, "conflict", size, ("end",))


def test_a_conflict_that_is_decided(shot: Shot, demo_store: Store) -> None:
    """The cursor is on the next one, and undo is named."""
    assert shot(demo_store, scenarios.in_conflict(demo_store), "conflict", NARROW, "j", "m")


def test_no_conflicts(shot: Shot, demo_store: Store) -> None:
    """It says so."""
    assert shot(demo_store, scenarios.in_step(demo_store), "conflict", NARROW)


def test_a_conflict_without_colours(
    shot: Shot, demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signs and words tell all of it."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert shot(demo_store, scenarios.in_conflict(demo_store), "conflict", WIDE)


@sizes
def test_marks_in_a_list(shot: Shot, demo_store: Store, size: tuple[int, int]) -> None:
    """A conflict and a merge, before their rows and in the detail."""
    meet = scenarios.in_conflict(demo_store)
    scenarios.merge(demo_store)
    assert shot(demo_store, meet, "tasks", size, ("slash", *"har:synk", "enter"), "j")


@sizes
def test_the_login(shot: Shot, demo_store: Store, size: tuple[int, int]) -> None:
    """Three fields, and where the password goes."""
    settings = {"server": "", "server_user": "", "auto_sync": False}
    assert shot(demo_store, scenarios.alone(demo_store), "sync", size, "L", **settings)


@sizes
def test_a_login_that_failed(
    shot: Shot, demo_store: Store, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why, and how to keep it all the same."""
    wired.answering(monkeypatch, httpx.ConnectError("refused"))
    meet = scenarios.alone(demo_store)
    settings = {"server": "", "server_user": "", "auto_sync": False}
    typed = ("synk.korsbaek.example", "0999-ida", "hemmelig")
    steps: list[Step] = ["L"]
    for text in typed:
        steps += [(*text, "enter")]
    steps.append(Shown("Serveren svarer ikke"))
    assert shot(demo_store, meet, "sync", size, *steps, **settings)
