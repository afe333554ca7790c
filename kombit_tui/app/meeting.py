"""Meetings with the server as the dashboard orders them, and what came of them in words.

They run in threads, one after the other; the first one loads the sync and asks for the password.
One that has much to fetch is handed to a process of its own.
"""

import gc
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kombit_tui import credentials
from kombit_tui.app.metering import is_metered
from kombit_tui.db.store import Store
from kombit_tui.errors import KombitError, SyncBusy, WrongPassword
from kombit_tui.settings import Settings
from kombit_tui.sync.apart import LONG, Job, meet_apart
from kombit_tui.sync.report import Progress, Report
from kombit_tui.wording.sync import Trouble, count
from kombit_tui.wording.sync import came_of as words_of

if TYPE_CHECKING:
    from kombit_tui.sync.client import Client
    from kombit_tui.sync.engine import Engine

_TREE = KombitError.__module__


class Order(NamedTuple):
    """What a meeting needs to know."""

    store: Store
    settings: Settings
    progress: Callable[[Progress], None]
    cancelled: Callable[[], bool]
    is_asked_for: bool
    compare: bool
    accept_mass_change: bool


class Meeter:
    """Meets the server again and again; who it is and the connection are kept in between."""

    def __init__(self) -> None:
        self._client: Client | None = None
        self._engine: Engine | None = None

    def __call__(self, order: Order) -> Report | None:
        """Meet the server; None where it is not to be met on this connection. Blocks."""
        if not order.is_asked_for and not order.settings.sync_when_metered and is_metered():
            return None
        try:
            engine = self._engine or self._made(order)
        except KombitError as error:
            return Report(error=error)
        report = self._held(engine, order, longest=LONG)
        if report.is_too_long:
            report = self._held_apart(engine, order)
        if isinstance(report.error, WrongPassword):
            self.forget()
        return report

    @staticmethod
    def _held(engine: "Engine", order: Order, *, longest: int | None) -> Report:
        return engine.run(
            progress=order.progress,
            cancelled=order.cancelled,
            compare=order.compare,
            accept_mass_change=order.accept_mass_change,
            longest=longest,
        )

    def _held_apart(self, engine: "Engine", order: Order) -> Report:
        """The same by another process; here, if the system lets us have none."""
        settings = order.settings
        job = Job(
            order.store.path, order.store.who, settings.server, settings.server_user,
            _password(settings), settings.plain_http, order.compare, order.accept_mass_change,
        )  # fmt: skip
        try:
            return meet_apart(job, order.progress, order.cancelled)
        except OSError:
            logging.getLogger("kombit_tui").warning("No process for a meeting", exc_info=True)
            return self._held(engine, order, longest=None)

    def _made(self, order: Order) -> "Engine":
        from kombit_tui.sync.client import Client
        from kombit_tui.sync.engine import Engine

        settings = order.settings
        self._client = Client(
            settings.server, settings.server_user, _password(settings),
            allow_plain=settings.plain_http,
        )  # fmt: skip
        self._engine = Engine(order.store, self._client)
        gc.freeze()  # what is loaded by now: to look through it takes 0.1 s, and nobody can type
        return self._engine

    def forget(self) -> None:
        """Begin anew the next time: with the password that is kept then."""
        if self._client is not None:
            self._client.close()
        self._client = self._engine = None


def _password(settings: Settings) -> str:
    password = credentials.read(settings.server, settings.server_user)
    if password is None:
        raise WrongPassword("Adgangskoden er ikke gemt på denne maskine.")
    return password


class Outcome(NamedTuple):
    """What came of a meeting."""

    report: Report | None
    trouble: Trouble | None
    warnings: tuple[str, ...] = ()

    @property
    def is_failed(self) -> bool:
        """Whether it must be tried again earlier than usual."""
        return self.trouble is not None

    def told_of(self, *, is_asked_for: bool) -> str:
        """What the user is told at once: all of it when it was asked for, else what is new."""
        if self.trouble is not None:
            way = f"{self.trouble.title}: {self.trouble.text} {self.trouble.hint}".rstrip()
            return way if is_asked_for else ""
        report = self.report
        if report is None:
            return ""
        if report.conflicts and not is_asked_for:
            number = count(report.conflicts, "konflikt", "konflikter")
            return f"{number} med en kollegas ændringer. Intet er gået tabt; se Synk."
        if report.refused and not is_asked_for:
            return f"Serveren har afvist {count(report.refused, 'post', 'poster')}; se Synk."
        return f"Synkroniseret: {words_of(_numbers(report))}" if is_asked_for else ""


def came_of(report: Report | None, trouble: Exception | None) -> Outcome:
    """A report, or what went wrong instead, as it is told."""
    if trouble is not None:
        text = f"Uventet fejl ({type(trouble).__name__}); se loggen."
        return Outcome(None, Trouble("", "Der er ikke synkroniseret", text, "Intet er tabt."))
    if report is None:
        return Outcome(None, None)
    error = report.error
    if error is None or isinstance(error, SyncBusy):  # another process does it for us
        return Outcome(report, None, report.warnings)
    told = Trouble(_name(error), error.title, error.text, error.hint)
    return Outcome(report, told, report.warnings)


def _name(error: KombitError) -> str:
    """The name of an error in the tree of errors: the sync has finer ones of its own."""
    return next(one.__name__ for one in type(error).__mro__ if one.__module__ == _TREE)


def _numbers(report: Report) -> dict[str, int]:
    names = ("pulled", "pushed", "merged", "conflicts", "refused")
    return {name: getattr(report, name) for name in names}
