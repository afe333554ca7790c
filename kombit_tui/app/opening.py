"""What comes into the program: the first start, an import, the demo."""

import asyncio
from functools import partial
from pathlib import Path

from textual import work

from kombit_tui.app.writing import Writing
from kombit_tui.db import meta
from kombit_tui.screens.asking import asks
from kombit_tui.wording.frame import Wish


class Opening(Writing):
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
        from kombit_tui.screens.prompt import Prompt, Report

        about = "Slides eller noter gemt som tekst (.txt). Intet gemmes, før du har set hvad."
        path = await self.push_screen_wait(Prompt("Importér", about, "sti til filen"))
        if path is None:
            return
        self._base.hint(f"Læser {path} …")
        plan = await asyncio.to_thread(pipeline.plan_file, self.store, Path(path))
        self._base.hint()
        lines = pipeline.summary(plan)
        keys = "Enter gemmer · Esc fortryder" if plan.changes else "Enter lukker"
        if await self.push_screen_wait(Report(plan.title, lines, keys)) and plan.changes:
            self._write(partial(pipeline.carry_out, self.store, plan), "Gemt")

    def action_leave_demo(self) -> None:
        """From the demo to one's own store."""
        self.exit(Wish.OWN)
