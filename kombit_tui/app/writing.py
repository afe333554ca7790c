"""Writing: one change at a time, in the order of the keys; undo and redo.

What the user has entered is not lost where the store cannot take it: it waits here, is tried again,
and is asked about before the program is left.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import on, work
from textual.driver import Driver
from textual.timer import Timer

from kombit_tui.app.base import ShellBase
from kombit_tui.db.trouble import told_of
from kombit_tui.errors import StoreError
from kombit_tui.screens.messages import Asking, WriteRequested
from kombit_tui.widgets.bindings import key_for
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.wishes import Wish

if TYPE_CHECKING:
    from kombit_tui.db.changes import Applied

TRY_AGAIN = (2.0, 5.0, 15.0, 30.0)
"""Seconds until what could not be saved is tried again, the last one from then on."""


class Job(NamedTuple):
    """Something to be written."""

    call: "Callable[[], Applied]"
    verb: str
    label: str = ""
    """What it is; with it the job waits until the store takes it."""


class Writing(ShellBase):
    """The part of the shell that changes records."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._write_order = asyncio.Lock()
        self._is_prepared = False
        self._jobs: deque[Job] = deque()
        self._failures = 0
        """How often the first of the jobs could not be written."""
        self._again: Timer | None = None
        self._is_leaving = False

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
        self._write(partial(self.store.apply, event.changes, event.label), "Gemt", event.label)

    def action_undo(self) -> None:
        """Take the latest step back: one that waits to be saved first of all."""
        if self._failures:
            self._base.hint(f"Fortrudt, og aldrig gemt: {self._jobs.pop().label}")
            self._failures = self._failures if self._jobs else 0
        else:
            self._write(self.store.undo, "Fortrudt")

    def action_redo(self) -> None:
        """Make the step again that was undone last."""
        self._write(self.store.redo, "Gendannet")

    def _write(self, call: "Callable[[], Applied]", verb: str, label: str = "") -> None:
        """Write after all that was asked for before; with a label until it is done."""
        self._jobs.append(Job(call, verb, label))
        self._write_all()

    def write_what_waits(self) -> None:
        """Try again now what could not be saved."""
        if self._jobs:
            self._write_all()

    @work(name="_write", exit_on_error=False)
    async def _write_all(self) -> None:
        async with self._write_order:
            while self._jobs:
                if not await self._written(self._jobs[0]):
                    return

    async def _written(self, job: Job) -> bool:
        """Whether a job is done; it leaves the queue unless it must be tried again.

        Raises:
            KombitError: it cannot be done, now or later.
        """
        try:
            applied = await asyncio.to_thread(job.call)
        except BaseException as error:
            told = told_of(error)
            if job.label and isinstance(told, StoreError):
                self._hold_back(job, told)
                return False
            self._done(job)
            raise
        self._done(job)
        self._tell(applied, job.verb)
        self._data_version = self.store.changes_seen()
        self._changed()
        return True

    def _done(self, job: Job) -> None:
        if self._jobs and self._jobs[0] is job:  # else it was undone while it was tried
            self._jobs.popleft()
        self._failures = 0

    def _hold_back(self, job: Job, error: StoreError) -> None:
        """Say what keeps a job from being done, and try it again later."""
        told = one_line(
            f"Ikke gemt endnu: {job.label}. Der prøves igen af sig selv "
            f"({key_for(self, 'app.undo')} dropper den). {error.text} {error.hint}"
        )
        self._base.hint(told, is_error=True)
        wait = TRY_AGAIN[min(self._failures, len(TRY_AGAIN) - 1)]
        self._failures += 1
        if self._again is not None:
            self._again.stop()
        self._again = self.set_timer(wait, self._write_all)

    def try_later(self, call: Callable[[], None]) -> None:
        """Do something once more when the store may be in reach again."""
        self.set_timer(TRY_AGAIN[-1], call)

    def exit(
        self,
        result: Wish | None = None,
        return_code: int = 0,
        message: Any = None,
    ) -> None:
        """Leave the program when all is written; what cannot be is asked about first."""
        if return_code or not self._jobs:
            super().exit(result, return_code, message)
        elif not self._is_leaving:
            self._is_leaving = True
            self._leave(result)

    @work(exit_on_error=False)
    async def _leave(self, result: Wish | None) -> None:
        try:
            if not self._failures:
                async with self._write_order:
                    pass  # whoever is first in the queue for it writes all there is
            if not self._jobs or await self._may_forget():
                super().exit(result)
        finally:
            self._is_leaving = False

    async def _may_forget(self) -> bool:
        from kombit_tui.screens.prompt import Report

        labels = [f"· {one_line(job.label)}" for job in self._jobs if job.label]
        lines = ["Lageret har ikke taget imod det sidste, du har gjort:", "", *labels]
        keys = "Enter lukker og glemmer det · Esc bliver, og der prøves igen"
        return await self.push_screen_wait(Report("Ikke gemt endnu", lines, keys))

    def _tell(self, applied: "Applied", verb: str) -> None:
        if applied.group is None and not applied.refused:
            self._base.hint(f"Ingen ændring: {applied.label}")
            return
        if applied.group is None:
            verb = f"Ikke {verb.lower()}"
        left_alone = "".join(f" {sentence}" for sentence in applied.refused)
        undo = f" ({key_for(self, 'app.undo')} fortryder)" if verb == "Gemt" else ""
        self._base.hint(f"{verb}{undo}: {applied.label}{left_alone}", is_error=bool(left_alone))
