"""What others wrote is text and nothing else: no markup, no escape code, no hidden direction."""

import shutil
import sys
from pathlib import Path

import pytest
from textual import events

from kombit_tui.db.store import Store
from kombit_tui.wording.frame import BESIDE, MODES
from tests.conftest import now
from tests.tools.dashboard import dashboard
from tests.tools.terminal import run_in_terminal
from tests.ui.hostile import BRACKETS, ESCAPES, FORBIDDEN, harmless, hostile_store, poison

LISTS = [mode for mode in (*MODES, *BESIDE) if mode not in ("overview", "sync")]
"""Sync has no records of its own; `tests/trust` gives it hostile refusals."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The hostile stores: by the front door, and poisoned behind it."""
    folder = tmp_path_factory.mktemp("hostile")
    front, back = folder / "front.sqlite3", folder / "back.sqlite3"
    hostile_store(front).close()
    shutil.copy(front, back)
    poison(back)
    return {"applied": front, "poisoned": back}


@pytest.fixture
def hostile(files: dict[str, Path], tmp_path: Path, way: str) -> Store:
    """One of them, for one test."""
    path = tmp_path / "store.sqlite3"
    shutil.copy(files[way], path)
    return Store(path, who="tester", clock=now)


@pytest.mark.parametrize(
    ("mode", "way"), [("tasks", "applied"), *((one, "poisoned") for one in LISTS)]
)
async def test_every_row_and_every_detail_shows_it_as_text(hostile: Store, mode: str) -> None:
    async with dashboard(hostile, mode, (120, 36)) as open_:
        seen = harmless(open_)
        for _ in range(len(open_.listed.list.pages)):
            await open_.press("j")
            seen += harmless(open_)
        await open_.press("enter", "end")
        seen += harmless(open_)
    is_half = mode == "follow_ups"  # of the hostile records every other is waited for
    for text in BRACKETS[:: 2 if is_half else 1]:
        assert text in seen
    hostile.close()


@pytest.mark.parametrize("way", ["applied", "poisoned"])
@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=["narrow", "wide"])
async def test_overview_and_its_reports_show_it_as_text(
    hostile: Store, size: tuple[int, int]
) -> None:
    async with dashboard(hostile, "overview", size) as open_:
        seen = harmless(open_)
        for keys in (("down",) * 3 + ("enter",), ("escape", "right", "enter"), ("escape",)):
            await open_.press(*keys)
            seen += harmless(open_)
    assert "[/x]" in seen
    hostile.close()


@pytest.mark.parametrize("way", ["applied", "poisoned"])
async def test_dialogs_hints_and_undo_show_it_as_text(hostile: Store) -> None:
    async with dashboard(hostile, "tasks") as open_:
        for _ in range(8):
            await open_.press("s")
            harmless(open_)
            await open_.press("down", "enter")
            assert open_.hint.startswith("Gemt (u fortryder): Status")
            harmless(open_)
            await open_.press("u")
            harmless(open_)
            await open_.press("j")
        await open_.press("5", "end", "s")
        harmless(open_)
    hostile.close()


@pytest.mark.parametrize("text", [*BRACKETS, *ESCAPES])
async def test_what_is_pasted_into_a_field_is_cleaned(demo_store: Store, text: str) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("slash")
        open_.listed.filter_bar.input.post_message(events.Paste(text))
        await open_.press()
        assert not set(FORBIDDEN) & set(open_.listed.filter_bar.input.value)
        shown = harmless(open_)
        if text in BRACKETS:
            assert text in shown
        await open_.press("enter")
        harmless(open_)


OPENING = (b"h", b"v", b"fnul", b":rtl", b"a", b"e", b"g", b"P", b"B")
DIALOGS = (*(key for opens in OPENING for key in (b"\x1b", opens)), b"\x1b", b"\x1b")
"""Keys that open one dialog after another, each closed before the next."""


LOOKS = (b"j", b"\x1b[6~", b"\r")
JOURNEYS = {
    "overblik": (*LOOKS, *(key for one in (b"2", b"4", b"5", b"6") for key in (one, *LOOKS))),
    "opgaver": (*LOOKS, *DIALOGS),
}
"""Where one begins, and what is pressed from there; digits lead to the other screens."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("screen", JOURNEYS)
@pytest.mark.parametrize("way", ["poisoned"])
def test_no_byte_of_it_reaches_the_terminal_as_a_command(
    hostile: Store, screen: str, tmp_path: Path
) -> None:
    hostile.close()
    written, code = run_in_terminal(
        ["--store", str(hostile.path), "--screen", screen],
        tmp_path,
        JOURNEYS[screen],
        until=b"[/x]",
    )
    assert code == 0
    assert "[/x]" in written.decode("utf-8", "replace")
    for command in (
        b"\x1b]52",
        b"\x1b]0;",
        b"\x1b]2;",
        b"\x1b]8;",
        b"\xc2\x9b",
        b"\xc2\x9d",
        b"\x1b[31mr",
        b"\x00",
    ):
        assert command not in written
    assert not [one for one in "\u202e\u2066\u200b\ufeff" if one.encode() in written]
