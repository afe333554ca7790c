"""Makes the pictures of the docs from the real app on the demo data, as SVG: `make pictures`."""

import asyncio
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 8, 19, 9, 0, tzinfo=timezone(timedelta(hours=2)))


class Picture(NamedTuple):
    """What is to be seen on a picture: the screen it begins with, and the keys pressed there."""

    mode: str
    keys: tuple[str, ...] = ()
    scenario: str = ""
    """What a meeting with the server has come to, by its name in `scenarios`."""


PICTURES = {
    "billeder/overblik.svg": Picture("overview"),
    "billeder/dagsorden.svg": Picture("agenda", ("j", "j", "j")),
    "billeder/opgaver.svg": Picture("tasks"),
    "billeder/udfasning.svg": Picture("phase_outs"),
    "billeder/tidslinje.svg": Picture("timeline"),
    "billeder/roller.svg": Picture("roles", ("j", "j")),
    "billeder/konflikt.svg": Picture("conflict", ("j", "j"), "in_conflict"),
}
"""File below `docs` -> what it shows."""


async def take(picture: Picture) -> str:
    """A picture as SVG, at 120x32 on the demo store of a fixed day."""
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    from kombit_tui.app import KombitApp
    from kombit_tui.demo.store import open_demo
    from tests.tools.dashboard import settle
    from tests.tools.scenarios import SCENARIOS
    from tests.tools.together import connected

    with TemporaryDirectory() as folder:
        os.environ["KOMBIT_TUI_HOME"] = folder
        store = open_demo(Path(folder) / "demo.sqlite3", clock=lambda: NOW)
        if picture.scenario:
            app = connected(store, SCENARIOS[picture.scenario](store), picture.mode)
        else:
            app = KombitApp(store, start=picture.mode)
        async with app.run_test(size=(120, 32)) as pilot:
            await settle(pilot)
            for key in picture.keys:
                await pilot.press(key)
                await settle(pilot)
            shown = app.export_screenshot(title="kombit-tui")
        store.close()
    return shown


def main() -> None:
    """Take them all anew."""
    for file, picture in PICTURES.items():
        (DOCS / file).write_text(asyncio.run(take(picture)), "utf-8")


if __name__ == "__main__":
    main()
