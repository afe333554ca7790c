"""`kombit-tui sync` and `publish`: meetings with the server without a dashboard. No Textual.

What is said goes to stdout, troubles, questions and progress to stderr; gives exit codes.
"""

import getpass
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any, NamedTuple

from kombit_tui import credentials
from kombit_tui.db import meta
from kombit_tui.db.queries.sync import Numbers, numbers
from kombit_tui.db.store import Store
from kombit_tui.errors import KombitError, NoServer, WrongPassword
from kombit_tui.progress import Bar
from kombit_tui.settings import Settings
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.publisher import Published, publish
from kombit_tui.sync.report import Progress, Report
from kombit_tui.voice import print_json
from kombit_tui.wording.sync import came_of, count, progress_text

DONE, FAILED = 0, 1
NO_SERVER = "Der er ikke valgt nogen at synkronisere med."
SET_UP = (
    'Tryk L i dashboardet, eller skriv server = "https://…/v1" og server_user = "…" i '
    "settings.toml."
)
IN_DEMO = "Demodata synkroniseres ikke."
STOPPED = "Afbrudt. Det, der er hentet og sendt, er gemt; resten tages næste gang."
_NUMBERS = ("pulled", "pushed", "merged", "conflicts", "refused", "waiting")


class Account(NamedTuple):
    """Who meets the server."""

    server: str
    user: str
    password: str
    is_new: bool
    """Whether the password was just typed, and is to be kept if it is right."""

    def __repr__(self) -> str:
        """Without the password, which is to be in no log."""
        return f"Account({self.server!r}, {self.user!r})"


def run_sync(store: Store, settings: Settings, *, as_json: bool) -> int:
    """Meet the server once.

    Raises:
        KombitError: there is no server, or nobody to sign in as.
    """
    account = _account(store, settings, settings.server_user)
    with _client(account, settings) as client:
        try:
            with Bar() as bar:
                report = Engine(store, client).run(progress=teller(bar))
        except KeyboardInterrupt:
            print(STOPPED, file=sys.stderr)
            return FAILED
    if not isinstance(report.error, WrongPassword):
        _keep(store, account)
    with closing(store.connect()) as connection:
        stands = numbers(connection)
    if as_json:
        print_json(_as_json(report, stands))
    else:
        for line in _told(report, stands):
            print(line)
    _complain(report)
    return FAILED if report.error is not None or report.refused else DONE


def run_publish(
    store: Store, settings: Settings, user: str, *, dry_run: bool, as_json: bool
) -> int:
    """Put what was read and reviewed into the national feed.

    Raises:
        KombitError: it could not be done.
    """
    account = _account(store, settings, user, must_belong=False)
    with _client(account, settings) as client, Bar() as bar:
        found = publish(store, client, dry_run=dry_run, progress=teller(bar))
    if account.is_new:
        credentials.keep(account.server, account.user, account.password)
    if as_json:
        print_json(vars(found))
    else:
        for line in _published(found, dry_run=dry_run):
            print(line)
    return FAILED if found.refused else DONE


# Who.


def _account(store: Store, settings: Settings, user: str, *, must_belong: bool = True) -> Account:
    if store.is_demo:
        raise NoServer(IN_DEMO, "Brug dit eget lager: uden --demo.")
    if not settings.server or not user:
        raise NoServer(NO_SERVER, SET_UP)
    belongs_to = meta.read(store.reader, meta.SERVER)
    if must_belong and belongs_to not in (None, settings.server):
        raise NoServer(
            f"Lageret hører til {belongs_to}, og settings.toml nævner {settings.server}.",
            "Log på den nye server i dashboardet (L), eller brug et andet lager med --store.",
        )
    kept = credentials.read(settings.server, user)
    return Account(settings.server, user, kept or _ask(user), kept is None)


def _ask(user: str) -> str:
    if not sys.stdin.isatty():
        raise WrongPassword(f"Adgangskoden for {user} er ikke gemt på denne maskine.")
    return getpass.getpass(f"Adgangskode for {user}: ", sys.stderr)


def _client(account: Account, settings: Settings) -> Client:
    return Client(account.server, account.user, account.password, allow_plain=settings.plain_http)


def _keep(store: Store, account: Account) -> None:
    """The store belongs to that server from now on."""
    if account.is_new:
        credentials.keep(account.server, account.user, account.password)
    if meta.read(store.reader, meta.SERVER) is None:
        store.remember({meta.SERVER: account.server, meta.SERVER_USER: account.user})


# What is said.


def teller(bar: Bar) -> Callable[[Progress], None]:
    """Says how far a meeting is."""

    def tell(progress: Progress) -> None:
        told = progress_text(progress.phase, progress.done, progress.total)
        bar(told, progress.done, progress.total)

    return tell


def _told(report: Report, stands: Numbers) -> Iterator[str]:
    numbers_now = {name: getattr(report, name) for name in _NUMBERS}
    yield f"{'Synkroniseret' if report.is_complete else 'Nåede'}: {came_of(numbers_now)}"
    if report.waiting:
        yield f"Venter: {count(report.waiting, 'post', 'poster')}"
    if stands.refused:
        yield f"Afvist af serveren: {count(stands.refused, 'post', 'poster')}. Se dem under Synk."
    if stands.conflicts:
        told = count(stands.conflicts, "konflikt", "konflikter")
        yield f"{told} at afgøre: kombit-tui --screen konflikter"


def _complain(report: Report) -> None:
    for warning in report.warnings:
        print(f"Advarsel: {warning}", file=sys.stderr)
    if report.error is not None:
        print(f"{report.error.title}: {report.error.text}", file=sys.stderr)
        if report.error.hint:
            print(report.error.hint, file=sys.stderr)


def _as_json(report: Report, stands: Numbers) -> Mapping[str, Any]:
    error: KombitError | None = report.error
    return {
        **{name: getattr(report, name) for name in _NUMBERS},
        "complete": report.is_complete,
        "open_conflicts": stands.conflicts,
        "refused_in_all": stands.refused,
        "last_ok": stands.ok_at,
        "warnings": list(report.warnings),
        "error": None
        if error is None
        else {
            "name": type(error).__name__,
            "title": error.title,
            "text": error.text,
            "hint": error.hint,
        },
    }


def _published(found: Published, *, dry_run: bool) -> Iterator[str]:
    parts: list[tuple[str, list[str]]] = [("Nye", found.new), ("Ændrede", found.changed)]
    for heading, titles in parts:
        if titles:
            yield f"{heading}: {len(titles)}"
            yield from (f"  {title}" for title in titles) if dry_run else ()
    yield f"Uændrede: {found.same}"
    if found.others:
        yield f"Andres i kataloget, ikke rørt: {found.others}"
    for title in found.refused:
        yield f"Afvist: {title}"
    if dry_run:
        yield "Intet er sendt."
