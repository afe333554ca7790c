"""What the server's commands say: lines for people, or JSON."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from kombit_tui.server.files import IniFile
from kombit_tui.server.provision import Outcome
from kombit_tui.voice import print_json

if TYPE_CHECKING:
    from kombit_tui.server.check import Problem


def outcome(found: Outcome, *, as_json: bool) -> None:
    """What was made."""
    if as_json:
        print_json({**asdict(found), "joined": [list(one) for one in found.joined]})
        return
    for bucket in found.buckets:
        print(f"Oprettet: {bucket}")
    for account, group in found.joined:
        print(f"{account} er nu i {group}")
    for account in found.removed:
        print(f"Slettet: {account}")
    if found.is_nothing:
        print("Alt var der i forvejen.")
    passwords(found)


def passwords(found: Outcome) -> None:
    """The new passwords, on stdout; that they will not be seen again, on stderr."""
    for account, password in found.passwords.items():
        print(f"Adgangskode til {account}: {password}")
    if found.passwords:
        print("Adgangskoderne vises kun denne ene gang.", file=sys.stderr)


def problems(found: "Iterable[Problem]", *, as_json: bool) -> None:
    """What is wrong, each with what to do."""
    listed = [one._asdict() for one in found]
    if as_json:
        print_json(listed)
        return
    for one in listed:
        print(f"- {one['text']}\n  {one['hint']}")
    if not listed:
        print("Alt er, som det skal være.")


def address(ini: IniFile) -> None:
    """Where a head is about to listen, on stderr: stdout is nobody's here."""
    host, port = ini.address
    print(f"Lytter på http://{host}:{port}/v1/. Ctrl+C standser.", file=sys.stderr, flush=True)
