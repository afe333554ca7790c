"""Which server a store belongs to: trying an account, and keeping it. Everything here blocks."""

from kombit_tui import credentials
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.domain.ids import NO_MUNICIPALITY
from kombit_tui.domain.municipalities import all_municipalities
from kombit_tui.errors import KombitError, ServerBusy, ServerUnreachable, WrongPassword
from kombit_tui.screens.login import Account, Tried
from kombit_tui.settings import Settings

NOT_A_MEMBER = "{user} er logget på, men er ikke med i nogen kommunes gruppe."
OTHER = "{user} hører til {names}, og dette lager er {own}."
ASK = "Bed den, der passer serveren, om at melde dig ind i kommunens gruppe."
SEVERAL = "Brugeren er med i flere kommuner. Vælg først kommune på velkomstskærmen."
READ_ONLY = "Serveren tager ikke imod ændringer lige nu; de venter her så længe."
UNSAFE = "Serveren mangler tilføjelsen «serial_writes»: sig det til den, der passer den."
SKEW = "Maskinens ur går {minutes} minutter forkert; frister og tider vises efter det."
_PASSING = (ServerUnreachable, ServerBusy)
"""Why an account could not be tried now, though it may be right."""
MOST_SKEW = 300
"""Seconds that the clock may differ from the server's before it is told."""


def known_account(settings: Settings) -> Account:
    """What is known already, with the password that was kept."""
    server, user = settings.server, settings.server_user
    password = credentials.read(server, user) if server and user else None
    return Account(server, user, password or "")


def test(store: Store, settings: Settings, account: Account) -> Tried:
    """Sign in, and say in Danish what came of it."""
    from kombit_tui.sync.client import Client

    try:
        with Client(
            account.server, account.user, account.password, allow_plain=settings.plain_http
        ) as client:
            server, skew = client.hello(), client.skew
    except KombitError as error:
        hint = "" if isinstance(error, WrongPassword) else error.hint
        may_be_kept = isinstance(error, _PASSING)
        return Tried(False, error.title, (error.text, hint), may_be_kept=may_be_kept)
    codes = server.municipalities()
    own = store.municipality_for_writing()
    wrong = _wrong_municipality(own, codes, account.user)
    if wrong:
        return Tried(False, "Du har ikke adgang på serveren", (wrong, ASK))
    if own == NO_MUNICIPALITY and len(codes) > 1:
        return Tried(False, "Hvilken kommune?", (SEVERAL,))
    notes = [READ_ONLY] * server.is_readonly + [UNSAFE] * (not server.is_serial)
    if skew is not None and abs(skew) > MOST_SKEW:
        notes.append(SKEW.format(minutes=round(abs(skew) / 60)))
    name = _name(codes[0]) if own == NO_MUNICIPALITY else _name(own)
    becomes = codes[0] if own == NO_MUNICIPALITY else None
    return Tried(True, f"Forbundet som {account.user}: {name}.", tuple(notes), becomes)


def _wrong_municipality(own: str, codes: tuple[str, ...], user: str) -> str:
    if not codes:
        return NOT_A_MEMBER.format(user=user)
    if own not in (NO_MUNICIPALITY, *codes):
        names = ", ".join(_name(code) for code in codes)
        return OTHER.format(user=user, names=names, own=_name(own))
    return ""


def _name(code: str) -> str:
    found = next((one for one in all_municipalities() if one.code == code), None)
    return found.full_name if found is not None else f"kommune {code}"


def join(store: Store, account: Account) -> None:
    """Keep the password, and note that the store belongs to that server."""
    if account.password:
        credentials.keep(account.server, account.user, account.password)
    store.remember({meta.SERVER: account.server, meta.SERVER_USER: account.user})
