"""Writing: one change at a time, in the order of the keys; undo and redo."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.driver import Driver

from kombit_tui.app.base import ShellBase
from kombit_tui.screens.messages import Asking, WriteRequested
from kombit_tui.widgets.bindings import key_for

if TYPE_CHECKING:
    from kombit_tui.db.changes import Applied


class Writing(ShellBase):
    """The part of the shell that changes records."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._write_order = asyncio.Lock()
        self._is_prepared = False

    @on(Asking)
    def _expect_a_write(self) -> None:
        """Load the write path while the user reads the first dialog: who only reads needs none."""
        if not self._is_prepared:
            self._is_prepared = True
            self._prepare()

    @work(exit_on_error=False)
    async def _prepare(self) -> None:
        await asyncio.to_thread(self.store.prepare_writing)

    @on(WriteRequested)
    def _write_requested(self, event: WriteRequested) -> None:
        self._write(partial(self.store.apply, event.changes, event.label), "Gemt")

    def action_undo(self) -> None:
        """Take the latest step back."""
        self._write(self.store.undo, "Fortrudt")

    def action_redo(self) -> None:
        """Make the step again that was undone last."""
        self._write(self.store.redo, "Gendannet")

    @work(exit_on_error=False)
    async def _write(self, call: "Callable[[], Applied]", verb: str) -> None:
        async with self._write_order:
            applied = await asyncio.to_thread(call)
        self._tell(applied, verb)
        self._data_version = self.store.changes_seen()
        self._changed()

    def _tell(self, applied: "Applied", verb: str) -> None:
        if applied.group is None and not applied.refused:
            self._base.hint(f"Ingen ændring: {applied.label}")
            return
        if applied.group is None:
            verb = f"Ikke {verb.lower()}"
        left_alone = "".join(f" {sentence}" for sentence in applied.refused)
        undo = f" ({key_for(self, 'app.undo')} fortryder)" if verb == "Gemt" else ""
        self._base.hint(f"{verb}{undo}: {applied.label}{left_alone}", is_error=bool(left_alone))
