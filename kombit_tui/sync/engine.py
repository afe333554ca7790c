"""The order of things when a store meets the server: who am I, pull, push, and what came of it.

Every step may be interrupted, by a crash as by the user: what is committed stays, and the next
meeting goes on from there. Knows neither SQL nor HTTP.
"""

import time
from collections.abc import Callable

from kombit_tui.db.store import Store
from kombit_tui.db.sync.ledger import Checkpoint, Ledger
from kombit_tui.domain.ids import NO_MUNICIPALITY
from kombit_tui.domain.text import dots
from kombit_tui.errors import KombitError, NoPermission, SyncError, WrongPassword
from kombit_tui.sync.alone import alone
from kombit_tui.sync.answers import Server
from kombit_tui.sync.client import Client
from kombit_tui.sync.meeting import Cancelled, Meeting, TooLong
from kombit_tui.sync.pulling import PAGE, UNSAFE, Puller, access_lost
from kombit_tui.sync.pushing import Pusher
from kombit_tui.sync.report import MOST_NAMED, Phase, Progress, Report

ROUNDS = 4
"""How often in one meeting what is left is sent, after somebody was first."""
HELLO_EACH = 1_800.0
"""Seconds after which the server is asked anew who we are."""
MOST_SKEW = 300.0
"""Seconds that a clock may be wrong before the user is told."""


def _nothing(_: object) -> None:
    """Listens to nobody."""


class Engine:
    """Meets one server with one store. Keep it: an idle meeting but the first is one round trip."""

    def __init__(
        self,
        store: Store,
        client: Client,
        *,
        checkpoint: Checkpoint = _nothing,
        page_size: int = PAGE,
    ) -> None:
        self._store = store
        self._client = client
        self._checkpoint = checkpoint
        self._page_size = page_size
        self._server: Server | None = None
        self._asked_at = 0.0
        self._epochs: dict[tuple[str, str], str | None] = {}

    def run(
        self,
        *,
        progress: Callable[[Progress], None] = _nothing,
        cancelled: Callable[[], bool] = lambda: False,
        compare: bool = False,
        accept_mass_change: bool = False,
        longest: int | None = None,
    ) -> Report:
        """Meet the server once. Blocks; call it from a worker thread.

        Args:
            progress: told how far it is.
            cancelled: asked before each request.
            compare: compare everything with the server, not only what is new.
            accept_mass_change: the user has agreed to what `MassChange` asked.
            longest: the most records to pull. Where there are more it stops before them, notes
                nothing of itself, and says so (`Report.is_too_long`).
        """
        ledger = Ledger(self._store, self._checkpoint)
        meeting = Meeting(
            ledger, self._client, self._epochs, self._checkpoint, progress, cancelled,
            compare, accept_mass_change, longest,
        )  # fmt: skip
        self._client.wait = 0.0
        started = ledger.now()
        try:
            with alone(self._store.path):
                self._attend(meeting)
                outcome, message = _outcome(meeting)
                ledger.end(started, outcome, meeting.tally, message, meeting.read)
        except KombitError as error:  # it has not begun, or cannot even be noted
            meeting.error = error
        except TooLong:
            return Report(is_too_long=True)
        return self._report(meeting)

    def _attend(self, meeting: Meeting) -> None:
        """Do all of it; what stops it is noted in the meeting."""
        try:
            meeting.tell(Phase.CONNECTING)
            self._introduce(meeting)
            self._exchange(meeting)
            problems = [*meeting.problems, access_lost(meeting.feeds)]
            meeting.error = next((one for one in problems if one is not None), None)
        except Cancelled:
            meeting.is_cancelled = True
        except KombitError as error:
            meeting.error = error
        if isinstance(meeting.error, WrongPassword | NoPermission):
            self._server = None

    def _introduce(self, meeting: Meeting) -> None:
        """Know who we are to the server, asking it where that is long ago."""
        if meeting.ledger.municipality == NO_MUNICIPALITY:
            raise SyncError("Der er ikke valgt en kommune.", "Vælg først, hvilken I er.")
        if self._server is None or time.monotonic() - self._asked_at > HELLO_EACH:
            self._server = meeting.ask("hilsen", self._client.hello)
            self._asked_at = time.monotonic()
            self._epochs.clear()
        meeting.is_introduced = not self._epochs  # also where the poll that asks them broke off
        meeting.server = self._server
        if not self._server.is_serial:
            meeting.warn(UNSAFE)

    def _exchange(self, meeting: Meeting) -> None:
        """Pull, and send what is only here until nothing is left, or somebody always was first."""
        puller, pusher = Puller(meeting, self._page_size), Pusher(meeting)
        puller.pull()
        for _ in range(ROUNDS):
            meeting.feeds = meeting.ledger.feeds()
            if any(one.is_to_compare for one in meeting.feeds):  # it turned out while we sent
                puller.pull()
                meeting.feeds = meeting.ledger.feeds()
            if not pusher.round(meeting.feeds):
                return
            if not meeting.server.is_serial:
                puller.pull()

    def _report(self, meeting: Meeting) -> Report:
        tally = meeting.tally
        return Report(
            tally.pulled,
            tally.pushed,
            tally.merged,
            tally.conflicts,
            tally.refused,
            _waiting(meeting),
            frozenset(tally.kinds),
            frozenset(tally.ids) if len(tally.ids) <= MOST_NAMED else None,
            (*meeting.warnings, *self._clock_warning()),
            meeting.is_cancelled,
            error=meeting.error,
            wait=max(self._client.wait, getattr(meeting.error, "retry_after", 0.0)),
        )

    def _clock_warning(self) -> tuple[str, ...]:
        """Deadlines are shown by our clock: the user must know when it is wrong."""
        skew = self._client.skew
        if skew is None or abs(skew) <= MOST_SKEW:
            return ()
        minutes = dots(round(abs(skew) / 60))
        way = "bagud" if skew > 0 else "forud"
        return (
            f"Uret her går {minutes} minutter {way} for serverens. Se efter, om det er rigtigt.",
        )


def _outcome(meeting: Meeting) -> tuple[str, str | None]:
    """How a meeting ended, and the words for it."""
    if meeting.is_cancelled:
        return "cancelled", None
    if meeting.error is None:
        return "done", None
    return "failed", f"{meeting.error.title}: {meeting.error.text}"


def _waiting(meeting: Meeting) -> int:
    """How many records are still to be sent."""
    try:
        return meeting.ledger.waiting()
    except KombitError as error:  # the store cannot even be read
        meeting.error = meeting.error or error
        return 0
