"""What comes into the program: the first start, an import, the demo."""

import asyncio
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import work

from kombit_tui.app.settling import Settling
from kombit_tui.db import meta
from kombit_tui.errors import UnreadableFile
from kombit_tui.screens.asking import asks
from kombit_tui.wording.wishes import Wish

if TYPE_CHECKING:
    from kombit_tui.ingest.plan import Plan

_PATIENCE = 0.5
"""Seconds that reading a file may take before it is said how far it is."""


_NOTHING_YET = "Intet gemmes, før du har set hvad."


class Opening(Settling):
    """The part of the shell that brings material in."""

    @work(exit_on_error=False)
    async def welcome(self) -> None:
        """Ask what to begin with."""
        from kombit_tui.screens import welcome

        while True:
            name = meta.read(self.store.reader, meta.MUNICIPALITY_NAME) or "ikke valgt"
            chosen = await self.push_screen_wait(welcome.welcome(name))
            if chosen == welcome.DEMO:
                self.exit(Wish.DEMO)
            elif chosen == welcome.MUNICIPALITY:
                await self._choose_municipality()
                continue
            elif chosen == welcome.TEAM and not await self.log_in():
                continue
            elif chosen == welcome.IMPORT:
                await self._import()
            return

    async def _choose_municipality(self) -> None:
        from kombit_tui.screens.welcome import municipality_chooser

        code = await self.push_screen_wait(municipality_chooser())
        if code is not None:
            await self._become(code)

    @asks
    async def action_import_file(self) -> None:
        """Read a file into the store."""
        await self._import()

    async def _import(self) -> None:
        from kombit_tui.ingest import pipeline
        from kombit_tui.ingest.readers.formats import SHOWN
        from kombit_tui.screens.prompt import Prompt, Report

        about = f"{SHOWN}. En .pptx eller .docx læses bedre end PDF'en af den.\n{_NOTHING_YET}"
        path = await self.push_screen_wait(Prompt("Importér", about, "sti til filen"))
        if path is None:
            return
        self._base.hint(f"Læser {path} …")
        plan = await self._planned(Path(path))
        self._base.hint()
        if plan is None:
            self._base.hint(f"Læsningen af {path} er afbrudt. Intet er gemt.")
            return
        lines = pipeline.summary(plan)
        keys = "Enter gemmer · Esc fortryder" if plan.changes else "Enter lukker"
        if await self.push_screen_wait(Report(plan.title, lines, keys)) and plan.changes:
            self._write(partial(pipeline.carry_out, self.store, plan), "Gemt")

    async def _planned(self, path: Path) -> "Plan | None":
        """What an import would do; None when the user stopped it. A long one says how far it is."""
        from kombit_tui.ingest.pipeline import plan_file
        from kombit_tui.screens.progress import Progress

        stop, loop = Event(), asyncio.get_running_loop()
        dialog = Progress(f"Læser {path.name} …")

        def tell(done: int, of: int) -> None:
            text = f"Side {done} af {of}" if done < of else "Genkender, hvad der står …"
            loop.call_soon_threadsafe(dialog.tell, text)

        reading = asyncio.create_task(asyncio.to_thread(plan_file, self.store, path, tell, stop))
        try:
            await asyncio.wait({reading}, timeout=_PATIENCE)
            if not reading.done():
                self.push_screen(dialog, lambda goes_on: None if goes_on else stop.set())
            plan = await reading
            return None if stop.is_set() else plan
        except UnreadableFile:
            if stop.is_set():
                return None
            raise
        finally:
            stop.set()
            if dialog.is_attached:
                dialog.dismiss(True)

    def action_leave_demo(self) -> None:
        """From the demo to one's own store."""
        self.exit(Wish.OWN)
