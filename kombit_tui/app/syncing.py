"""Meeting the server while the dashboard is open: one meeting at a time, in a thread of its own.

What happens in a meeting is `sync.engine`'s, when to meet `sync.schedule`'s. Nothing of the sync is
loaded before the first meeting.
"""

import logging
import random
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.timer import Timer

from kombit_tui.app.sync_state import SyncState
from kombit_tui.db import meta
from kombit_tui.screens.messages import SyncRequested
from kombit_tui.settings import Settings
from kombit_tui.widgets.plain_message import PlainMessage

if TYPE_CHECKING:
    from kombit_tui.db.changes import Applied
    from kombit_tui.sync.report import Progress, Report
    from kombit_tui.sync.schedule import Schedule

CONNECTING = "Forbinder …"
START_DELAY = 0.5
"""Seconds until the first meeting: first the user sees the list and what is loaded after it."""
BETWEEN_TELLS = 0.2
"""Seconds between two tellings of how far a meeting is."""
WHILE_MEETING = 10.0
"""Seconds between two looks at what a long meeting has brought so far."""
LEAST_INTERVAL = 10
"""Seconds between two meetings at least, whatever the settings say."""
NO_SERVER = "Der er ingen server: alt er gemt her på maskinen. {app.login}: forbind."
IN_DEMO = "Demoen har ingen server. {app.leave_demo}: til dit eget lager."
PAUSE = "Serveren har bedt om en pause: {seconds} sekunder endnu."
METERED = "forbindelsen afregnes efter forbrug"


_STOPS = ("WrongPassword", "AddressUnsafe", "MassChange")
"""Troubles that only the user can end: the server is not asked again by itself."""


class Wanted(NamedTuple):
    """What a meeting is for."""

    is_asked_for: bool = False
    """By the user, who is told what came of it."""
    compare: bool = False
    accept_mass_change: bool = False


class Progressed(PlainMessage):
    """How far a meeting is."""

    progress: "Progress"


class Met(PlainMessage):
    """A meeting is over; without a report it did not take place, and `trouble` is unforeseen."""

    report: "Report | None"
    wanted: Wanted
    trouble: Exception | None = None


class Syncing(SyncState):
    """The part of the shell that meets the server."""

    settings = Settings()
    meet: "Callable[..., Report | None] | None" = None
    """What meets the server; made when it is first needed."""
    _meeting: Event | None = None
    """Set to break the meeting off that is going on; None while there is none."""
    _schedule: "Schedule | None" = None
    _next: Timer | None = None
    _is_told = False
    """Whether a meeting is told of also while it brings nothing: a look once a minute is not."""
    _looked_at = 0.0

    def sync_with(self, settings: Settings) -> None:
        """Use the server of the settings, if the store belongs to it; call it before the start."""
        self.settings = settings

    def on_mount(self) -> None:
        """Begin when the first frame stands; Textual calls the other parts' handlers too."""
        self.set_timer(START_DELAY, self._begin)

    def on_unmount(self) -> None:
        """Break off what is going on; the thread is left to itself."""
        if self._meeting is not None:
            self._meeting.set()

    @property
    def is_connected(self) -> bool:
        """Whether the store belongs to the server of the settings."""
        server = self.settings.server
        is_ours = bool(server) and meta.read(self.store.reader, meta.SERVER) == server
        return is_ours and not self.store.is_demo

    @property
    def is_meeting(self) -> bool:
        """Whether a meeting is going on."""
        return self._meeting is not None

    def _begin(self) -> None:
        """Meet the server now, and from now on."""
        if not self.is_connected:
            return
        from kombit_tui.sync.schedule import Schedule

        interval = max(self.settings.sync_interval, LEAST_INTERVAL)
        self._schedule = Schedule(due=time.monotonic(), interval=interval)
        self._say(server=self.settings.server, user=self.settings.server_user,
                  is_automatic=self.settings.auto_sync)  # fmt: skip
        self._look()
        self._plan()

    # When.

    def _plan(self) -> None:
        """Wake up when the next meeting is due."""
        if self._next is not None:
            self._next.stop()
            self._next = None
        if self._schedule is None or not self.settings.auto_sync or self.is_meeting:
            return
        if self._now is not None and self._now.trouble and self._now.trouble.name in _STOPS:
            return
        one = self._schedule
        wait = max(one.due, one.not_before, one.server_until) - time.monotonic()
        self._next = self.set_timer(max(wait, 0.01), self._due)

    def _due(self) -> None:
        if self._schedule is not None and not self._schedule.is_due(time.monotonic()):
            self._plan()
        else:
            self._start(Wanted())

    def _edited(self) -> None:
        if self._schedule is not None:
            self._schedule = self._schedule.edited(time.monotonic())
            self._plan()

    def on_app_focus(self) -> None:
        """The user is back."""
        self._focused(is_focused=True)

    def on_app_blur(self) -> None:
        """The user looks at something else: the server is met less often."""
        self._focused(is_focused=False)

    def _focused(self, *, is_focused: bool) -> None:
        if self._schedule is not None:
            now = time.monotonic()
            self._schedule = self._schedule.looked_at(now, random.random, is_focused)
            self._plan()

    # Meeting.

    def action_sync_now(self) -> None:
        """Meet the server now."""
        self.post_message(SyncRequested())

    @on(SyncRequested)
    def _requested(self, event: SyncRequested) -> None:
        if self.store.is_demo:
            self._base.guide(IN_DEMO)
        elif not self.is_connected:
            self._base.guide(NO_SERVER)
        elif self.is_meeting:
            self._base.hint("Der synkroniseres allerede.")
        elif (pause := self._pause()) > 1:
            self._base.hint(PAUSE.format(seconds=round(pause)))
        else:
            self._start(Wanted(True, event.compare, event.accept_mass_change))

    def _pause(self) -> float:
        """Seconds for which the server still wants to be left alone, whoever asks."""
        if self._schedule is None:
            return 0.0
        now = time.monotonic()
        self._schedule = self._schedule.asked(now)
        return self._schedule.server_until - now

    def _start(self, wanted: Wanted) -> None:
        """Meet the server, unless that is going on already."""
        if self.is_meeting or not self.is_connected:
            return
        from kombit_tui.app.meeting import Meeter, Order

        if self.meet is None:
            self.meet = Meeter()

        if self._schedule is not None:
            self._schedule = self._schedule.begun()
        self._meeting = cancelled = Event()
        order = Order(
            self.store, self.settings, self._tell_now_and_then(cancelled), cancelled.is_set,
            wanted.is_asked_for, wanted.compare, wanted.accept_mass_change,
        )  # fmt: skip
        self._is_told = wanted.is_asked_for
        self._say(doing=CONNECTING if self._is_told else "", waits_for="")
        Thread(target=self._meet, args=(order, wanted, self.meet), daemon=True).start()

    def _meet(self, order: object, wanted: Wanted, meet: "Callable[..., Report | None]") -> None:
        """The thread: whatever comes of it is told to the app, if that is still there."""
        cancelled = self._meeting
        try:
            done = Met(meet(order), wanted)
        except Exception as error:
            done = Met(None, wanted, error)
        if cancelled is not None and not cancelled.is_set():
            self.post_message(done)

    def _tell_now_and_then(self, cancelled: Event) -> "Callable[[Progress], None]":
        last = 0.0

        def tell(progress: "Progress") -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= BETWEEN_TELLS and not cancelled.is_set():
                last = now
                self.post_message(Progressed(progress))

        return tell

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        from kombit_tui.wording.sync import progress_text

        one = event.progress
        if self.is_meeting and (self._is_told or one.done or one.total):
            self._say(doing=progress_text(one.phase, one.done, one.total))

    @on(Met)
    def _met(self, event: Met) -> None:
        self._meeting = None
        if event.trouble is not None:
            logging.getLogger("kombit_tui").error("Sync failed", exc_info=event.trouble)
        self._note(event)
        self._data_version = self.store.changes_seen()
        report = event.report
        if report is None or report.ids is None or report.ids or report.conflicts:
            self._changed()
        else:
            self._look()
            if self._base.MODE == "sync":
                self._base.reload()
        self._plan()

    def _note(self, event: Met) -> None:
        """Say what came of a meeting, and when the next one is."""
        from kombit_tui.app.meeting import came_of

        outcome = came_of(event.report, event.trouble)
        if self._schedule is not None:
            now, wait = time.monotonic(), event.report.wait if event.report is not None else 0.0
            if outcome.is_failed:
                self._schedule = self._schedule.failed(now, random.random, wait)
            else:
                self._schedule = self._schedule.succeeded(now, random.random, wait)
        if event.report is not None and event.report.is_complete:
            self._say(met_at=self.store.clock().isoformat())
        waits = METERED if event.report is None and event.trouble is None else ""
        self._say(doing="", trouble=outcome.trouble, warnings=outcome.warnings, waits_for=waits)
        told = outcome.told_of(is_asked_for=event.wanted.is_asked_for)
        if told:
            self._base.hint(told, is_error=outcome.is_failed)

    # What is written.

    def _changed(self) -> None:
        super()._changed()
        if self._schedule is not None:
            self._look()

    def _tell(self, applied: "Applied", verb: str) -> None:
        """What was written here is sent when the user pauses."""
        super()._tell(applied, verb)
        if applied.group is not None:
            self._edited()

    def _is_time_to_look(self) -> bool:
        """What a meeting writes is shown when it is over, or once in a while."""
        now = time.monotonic()
        if self.is_meeting and now - self._looked_at < WHILE_MEETING:
            return False
        self._looked_at = now
        return True

    def _written_elsewhere(self) -> None:
        """Another process, or a meeting, has written to the store."""
        self._changed()
        if not self.is_meeting:
            self._edited()
