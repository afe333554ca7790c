"""Who is to be in which group, from the command line or from a file for many municipalities; pure
but for reading that file.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from kombit_tui.errors import KombitError
from kombit_tui.server import provision
from kombit_tui.server.provision import CATALOGUE, Group, Member

_COLUMNS = ("kommune", "konto", "grupper")
_GROUPS = {
    "team": Group.TEAM,
    "læsere": Group.READERS,
    "laesere": Group.READERS,
    "fortrolig": Group.CONFIDENTIAL,
    "udgivere": Group.PUBLISHERS,
}

_USE = "Skriv fx: kombit-tui server provision 0101 --team anna.holm"

Roster = dict[str, list[Member]]
"""Municipality code, or `katalog` -> its members."""


class RosterInvalid(KombitError):
    title = "Listen over konti kan ikke bruges"
    hint = (
        "Den skal være en CSV-fil med kolonnerne kommune;konto;grupper, fx\n"
        "0101;anna.holm;team fortrolig"
    )


def wanted(
    code: str | None,
    named: Mapping[Group, Iterable[str]],
    file: Path | None,
    *,
    everyone: bool,
) -> Roster:
    """What a command line asks for: one municipality's names, a file, all municipalities.

    Raises:
        RosterInvalid: names without a municipality, groups of another bucket, or a bad file.
        UnknownMunicipality: the code is none.
    """
    roster = read(file) if file is not None else {}
    groups = {group for group, names in named.items() if names}
    if code is not None:
        if groups and (code == CATALOGUE) != (groups == {Group.PUBLISHERS}):
            raise RosterInvalid("Udgivere hører til katalog, og kun de.", _USE)
        roster.setdefault(_place(code), []).extend(_members(named))
    elif groups or not (roster or everyone):
        raise RosterInvalid("Sig, hvilken kommune det gælder.", _USE)
    for one in provision.all_codes() if everyone else ():
        roster.setdefault(one, [])
    return roster


def _members(named: Mapping[Group, Iterable[str]]) -> list[Member]:
    """One member for each name, with all groups it is named for."""
    groups: dict[str, set[Group]] = {}
    for group, names in named.items():
        for name in names:
            groups.setdefault(name, set()).add(group)
    return [Member(name, frozenset(found)) for name, found in groups.items()]


def read(path: Path) -> Roster:
    """The accounts in a CSV file.

    Raises:
        RosterInvalid: it cannot be read, or a line is not what it should be.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RosterInvalid(f"«{path}» kan ikke læses: {error}") from error
    separator = ";" if lines and ";" in lines[0] else ","
    rows = csv.DictReader(lines, delimiter=separator)
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise RosterInvalid(f"«{path}» begynder ikke med kommune;konto;grupper.")
    roster: Roster = {}
    for row in rows:
        code, member = _member(path, rows.line_num, row)
        roster.setdefault(code, []).append(member)
    return roster


def _member(path: Path, line: int, row: Mapping[str, str | None]) -> tuple[str, Member]:
    code, name = (str(row.get(column) or "").strip() for column in _COLUMNS[:2])
    words = str(row.get("grupper") or "").split()
    strange = [word for word in words if word.lower() not in _GROUPS]
    if not name or not words or strange:
        wrong = f"gruppen «{strange[0]}» kendes ikke" if strange else "der mangler en værdi"
        raise RosterInvalid(f"«{path}», linje {line}: {wrong}.")
    groups = frozenset(_GROUPS[word.lower()] for word in words)
    if (code == CATALOGUE) != (groups == {Group.PUBLISHERS}):
        raise RosterInvalid(
            f"«{path}», linje {line}: udgivere hører til katalog, og kun de.",
        )
    return _place(code), Member(name, groups)


def _place(code: str) -> str:
    return code if code == CATALOGUE else provision.known_code(code)
