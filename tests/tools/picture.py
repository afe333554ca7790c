"""Makes pictures of the real app on the demo data, as SVG: `make picture`."""

import asyncio
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

NOW = datetime(2026, 8, 19, 9, 0, tzinfo=timezone(timedelta(hours=2)))


async def picture(mode: str) -> str:
    """What a screen shows, as SVG, at 120x32 on the demo store of a fixed day."""
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    from kombit_tui.app import KombitApp
    from kombit_tui.demo.store import open_demo

    with TemporaryDirectory() as folder:
        store = open_demo(Path(folder) / "demo.sqlite3", clock=lambda: NOW)
        app = KombitApp(store, start=mode)
        async with app.run_test(size=(120, 32)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause(0.2)
            shown = app.export_screenshot(title="kombit-tui")
        store.close()
    return shown


def main() -> None:
    """Arguments: mode, file; any number of pairs."""
    pairs = iter(sys.argv[1:])
    for mode, file in zip(pairs, pairs, strict=True):
        Path(file).write_text(asyncio.run(picture(mode)), "utf-8")


if __name__ == "__main__":
    main()
