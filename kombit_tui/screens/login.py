"""The server, the user's name there, and the password; tried before it is kept."""

import asyncio
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static
from textual.worker import Worker

from kombit_tui.actions import DIALOG, SAVE
from kombit_tui.domain.addresses import whole
from kombit_tui.screens.dialog import Dialog
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.widgets.text_input import TextInput

ABOUT = (
    "Adressen og dit navn får du af den, der passer kommunens server. Adgangskoden gemmes i "
    "maskinens nøglering, eller i en fil, som kun du kan læse."
)
TRYING = "Prøver forbindelsen …"
ANYWAY = "Ctrl+S igen gemmer det alligevel; det prøves igen senere."
KEYS = "Ctrl+S prøver og gemmer · Esc fortryder"
KEPT = "gemt; skriv kun, hvis den er en anden"


class Account(NamedTuple):
    """A user on a server."""

    server: str
    user: str
    password: str
    municipality: str | None = None
    """What a store that belongs to no municipality becomes by it."""

    def __repr__(self) -> str:
        """Without the password, which is to be in no log."""
        return f"Account({self.server!r}, {self.user!r})"


class Tried(NamedTuple):
    """What came of signing in."""

    is_good: bool
    title: str
    lines: tuple[str, ...] = ()
    municipality: str | None = None
    may_be_kept: bool = False
    """Where it is not good: whether it may be once the server can be reached."""


class Login(Dialog[Account | None]):
    """Answers with the account, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, SAVE)]
    CSS_PATH = "login.tcss"

    def __init__(self, known: Account, test: Callable[[Account], Tried]) -> None:
        """`test` signs in; it blocks, and is called in a thread."""
        super().__init__()
        self._known = known
        self._test = test
        self._failed: Account | None = None
        """What was tried last and may be kept all the same when it is asked for again."""
        self._is_trying = False
        self.server = TextInput(placeholder="synk.kommune.dk", value=known.server)
        self.user = TextInput(placeholder="0101-navn", value=known.user)
        self.password = TextInput(placeholder=KEPT if known.password else "")
        self.password.password = True
        self.answer = Static(classes="answer")

    def compose(self) -> ComposeResult:
        """The three fields, what came of trying, and how to go on."""
        with Vertical(classes="box"):
            yield Static(content("Log på kommunens server"), classes="heading")
            yield Static(content(ABOUT), classes="about")
            fields = {"Server": self.server, "Navn": self.user, "Adgangskode": self.password}
            for label, field in fields.items():
                with Horizontal(classes="field"):
                    yield Static(content(label), classes="label")
                    yield field
            yield self.answer
            with Horizontal(classes="bottom"):
                yield Button("Prøv og gem", compact=True)
                yield Static(content(KEYS), classes="hint")

    def on_mount(self) -> None:
        """Begin in the first field that is empty."""
        fields = (self.server, self.user, self.password)
        next((one for one in fields if not one.value), self.password).focus()

    def _account(self) -> Account:
        server, user = whole(self.server.value), self.user.value.strip()
        is_known = (server, user) == (self._known.server, self._known.user)
        kept = self._known.password if is_known else ""
        return Account(server, user, self.password.value or kept)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """To the next field; from the last one on."""
        if event.input is self.password:
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed)
    def _pressed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Sign in, and keep it; what could not be tried is kept when it is asked for again."""
        account = self._account()
        missing = [
            field
            for field, value in zip((self.server, self.user, self.password), account, strict=False)
            if not value
        ]
        if missing:
            missing[0].focus()
            self._say("! Udfyld alle tre felter.", is_error=True)
        elif self._failed is not None and account == self._failed._replace(municipality=None):
            self.dismiss(self._failed)
        elif not self._is_trying:
            self._is_trying = True
            self._say(TRYING)
            self._try(account)

    @work(exit_on_error=False)
    async def _try(self, account: Account) -> None:
        try:
            tried = await asyncio.to_thread(self._test, account)
        finally:
            self._is_trying = False
        if tried.is_good and not tried.lines:
            self.dismiss(account._replace(municipality=tried.municipality))
            return
        told = "\n".join(line for line in (tried.title, *tried.lines) if line)
        may_be_kept = tried.is_good or tried.may_be_kept
        self._failed = account._replace(municipality=tried.municipality) if may_be_kept else None
        if tried.is_good:
            self._say(f"{told}\nCtrl+S igen gemmer det.")
        else:
            anyway = f"\n{ANYWAY}" if may_be_kept else ""
            self._say(f"! {told}{anyway}", is_error=True)

    def _say(self, text: str, *, is_error: bool = False) -> None:
        self.answer.update(content(text))
        self.answer.set_class(is_error, "-error")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say it here too; the dialog passes it on."""
        if event.worker.error is not None:
            self._say("! Det kunne ikke prøves.", is_error=True)
