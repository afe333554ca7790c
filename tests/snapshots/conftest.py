"""What pictures need to be the same everywhere, and who may replace them."""

import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]

from kombit_tui.app import KombitApp
from kombit_tui.db.store import Store
from tests.tools.dashboard import Dashboard, opened

# syrupy 5 renamed what pytest-textual-snapshot sets; without this its pictures end in `.raw`.
SVGImageExtension.file_extension = "svg"

Picture = Callable[..., bool]


@dataclass(frozen=True)
class Shown:
    """A step that waits until a text is on the screen."""

    text: str


Step = str | tuple[str, ...] | Shown
"""A key, keys that follow each other at once, or a text to wait for."""


@pytest.fixture(scope="session", autouse=True)
def _only_the_pinned_textual_updates(pytestconfig: pytest.Config) -> None:
    """Pictures that another Textual made are not to replace ours."""
    if pytestconfig.getoption("--snapshot-update"):
        project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
        wanted = f"textual=={version('textual')}"
        if wanted not in project["project"]["dependencies"]:
            pytest.exit(f"Snapshots are made with the pinned Textual only, not with {wanted}.", 2)


@pytest.fixture(autouse=True)
def _same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours, times or animations of the machine."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    if sys.platform != "win32":
        time.tzset()


@pytest.fixture
def picture(snap_compare: Callable[..., bool]) -> Picture:
    """Compares the dashboard, after some keys, with the picture that was accepted."""

    def compare(
        store: Store, start: str, size: tuple[int, int], *steps: Step, theme: str = ""
    ) -> bool:
        async def walk(pilot: Any) -> None:
            open_ = Dashboard(pilot.app, pilot)
            await opened(pilot, store)
            for step in steps:
                await _take(open_, step)

        app = KombitApp(store, start=start, theme=theme)
        app.animation_level = "none"
        return snap_compare(app, terminal_size=size, run_before=walk)

    return compare


async def _take(open_: Dashboard, step: Step) -> None:
    if isinstance(step, Shown):
        await open_.until(lambda: step.text in open_.text)
    else:
        await open_.press(*((step,) if isinstance(step, str) else step))
