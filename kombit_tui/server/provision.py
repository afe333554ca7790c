"""Buckets, groups, collections and accounts, made where they are missing; running it again is safe.

Talks to a head as the administrator. Every account's name begins with its municipality (or
`katalog`), so that nobody comes into another municipality's group by a slip.
"""

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from kombit_tui.domain.ids import bucket_of
from kombit_tui.domain.municipalities import all_municipalities
from kombit_tui.errors import KombitError, UnknownMunicipality
from kombit_tui.server.head import Head, ServerRefused

CATALOGUE = "katalog"
DATA, CONFIDENTIAL = "data", "fortroligt"
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,48}", re.ASCII)
_CODE = re.compile(r"\d{4}", re.ASCII)
_AUTHENTICATED = "system.Authenticated"
_TRIES = 5
_ONLY_NEW = {"If-None-Match": "*"}


class Group(StrEnum):
    """The groups of a bucket, by their ids on the server."""

    TEAM = "team"
    READERS = "laesere"
    CONFIDENTIAL = "fortrolig"
    PUBLISHERS = "udgivere"


class AccountInvalid(KombitError):
    title = "Kontoen kan ikke oprettes"
    hint = "Brug små bogstaver uden æøå, tal, punktum og bindestreg, fx anna.holm."


@dataclass(frozen=True, slots=True)
class Member:
    """An account and the groups of its municipality that it is to be in."""

    name: str
    groups: frozenset[Group]


@dataclass
class Outcome:
    """What a run changed."""

    buckets: list[str] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)
    """Account -> its new password, which is nowhere else."""
    joined: list[tuple[str, str]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether everything was there already."""
        return not (self.buckets or self.passwords or self.joined or self.removed)


def municipality(head: Head, code: str, members: Iterable[Member], outcome: Outcome) -> None:
    """The bucket of one municipality with its groups, collections and members."""
    bucket = bucket_of(known_code(code))
    groups = (Group.TEAM, Group.READERS, Group.CONFIDENTIAL)
    _bucket(head, bucket, groups, outcome)
    _collection(head, bucket, DATA, {"write": Group.TEAM, "read": Group.READERS})
    _collection(head, bucket, CONFIDENTIAL, {"write": Group.CONFIDENTIAL})
    _members(head, bucket, code, members, outcome)


def catalogue(head: Head, members: Iterable[Member], outcome: Outcome) -> None:
    """The national catalogue, which everybody with an account may read."""
    _bucket(head, CATALOGUE, (Group.PUBLISHERS,), outcome)
    _collection(head, CATALOGUE, CATALOGUE, {"write": Group.PUBLISHERS}, (_AUTHENTICATED,))
    _members(head, CATALOGUE, CATALOGUE, members, outcome)


def remove(head: Head, code: str, name: str, outcome: Outcome) -> None:
    """Take an account out of all groups of its bucket, and the account itself away.

    Raises:
        ServerRefused: there is no such account.
    """
    account = _existing(head, code, name)
    bucket = CATALOGUE if code == CATALOGUE else bucket_of(known_code(code))
    for group in _ids(head, f"/buckets/{bucket}/groups"):
        _change_members(head, bucket, group, remove={f"account:{account}"})
    head.must("DELETE", f"/accounts/{account}")
    outcome.removed.append(account)


def new_password(head: Head, code: str, name: str, outcome: Outcome) -> None:
    """Give an account another password; the old one is refused from the next request on.

    Raises:
        ServerRefused: there is no such account.
    """
    account = _existing(head, code, name)
    password = _password()
    head.must("PATCH", f"/accounts/{account}", {"data": {"password": password}})
    outcome.passwords[account] = password


def rotate_epochs(head: Head) -> list[str]:
    """Tell all clients that the server was restored: they reconcile instead of polling on."""
    epoch = _epoch()
    found = []
    for bucket in _ids(head, "/buckets"):
        for collection in _ids(head, f"/buckets/{bucket}/collections"):
            path = f"/buckets/{bucket}/collections/{collection}"
            head.must("PATCH", path, {"data": {"epoch": epoch}})
            found.append(f"{bucket}/{collection}")
    return found


def account_name(code: str, name: str) -> str:
    """The account of `name` in a municipality, with or without the prefix.

    Raises:
        AccountInvalid: no account can be called that.
    """
    short = name.removeprefix(f"{code}-")
    if not _NAME.fullmatch(short):
        raise AccountInvalid(f"«{name}» kan ikke være et kontonavn.")
    return f"{code}-{short}"


def known_code(code: str) -> str:
    """`code` if it is a municipality's.

    Raises:
        UnknownMunicipality: it is none.
    """
    if not _CODE.fullmatch(code):
        raise UnknownMunicipality(f"«{code}» er ikke en kommunekode.")
    return code


def all_codes() -> list[str]:
    """The codes of all municipalities."""
    return [one.code for one in all_municipalities()]


def _bucket(head: Head, bucket: str, groups: Iterable[Group], outcome: Outcome) -> None:
    if _make(head, f"/buckets/{bucket}", {}):
        outcome.buckets.append(bucket)
    for group in groups:
        _make(head, f"/buckets/{bucket}/groups/{group}", {"data": {"members": []}})


def _collection(
    head: Head,
    bucket: str,
    name: str,
    rights: Mapping[str, Group],
    readers: Sequence[str] = (),
) -> None:
    """A collection with exactly these rights; its epoch is set once and kept."""
    path = f"/buckets/{bucket}/collections/{name}"
    wanted = {right: {f"/buckets/{bucket}/groups/{group}"} for right, group in rights.items()}
    if readers:
        wanted["read"] = wanted.get("read", set()) | set(readers)
    permissions = {right: sorted(principals) for right, principals in wanted.items()}
    _make(head, path, {"data": {"epoch": _epoch()}, "permissions": permissions})
    held = head.rights(path)
    if held != wanted:
        head.must("PATCH", path, {"permissions": {**dict.fromkeys(held, ()), **permissions}})
    # Two first readers at once would each make the collection's timestamp, and one would get a 500.
    head.must("GET", f"{path}/records?_limit=1")


def _make(head: Head, path: str, body: Mapping[str, object]) -> bool:
    """Make what is not there and leave what is; whether it was made."""
    return head.must("PUT", path, body, _ONLY_NEW, bear=(412,)).status == 201


def _members(
    head: Head, bucket: str, code: str, members: Iterable[Member], outcome: Outcome
) -> None:
    for member in members:
        account = account_name(code, member.name)
        _account(head, account, outcome)
        for group in sorted(member.groups):
            if _change_members(head, bucket, group, add={f"account:{account}"}):
                outcome.joined.append((account, group))


def _account(head: Head, account: str, outcome: Outcome) -> None:
    """The account, with a right to itself so that its owner can change the password."""
    if _exists(head, account):
        return
    password = _password()
    rights = {"write": [f"account:{account}"]}
    body = {"data": {"password": password}, "permissions": rights}
    head.must("PUT", f"/accounts/{account}", body, _ONLY_NEW)
    outcome.passwords[account] = password


def _existing(head: Head, code: str, name: str) -> str:
    account = account_name(code, name)
    if not _exists(head, account):
        raise ServerRefused(f"Der er ingen konto «{account}».", "Se, om navnet er stavet rigtigt.")
    return account


def _exists(head: Head, account: str) -> bool:
    return head.must("GET", f"/accounts/{account}", bear=(404,)).status == 200


def _change_members(
    head: Head,
    bucket: str,
    group: str,
    *,
    add: Set[str] = frozenset(),
    remove: Set[str] = frozenset(),
) -> bool:
    """Change who is in a group, on what it holds just now; whether that was a change.

    Raises:
        ServerRefused: others changed it each time.
    """
    path = f"/buckets/{bucket}/groups/{group}"
    for _ in range(_TRIES):
        held = head.must("GET", path).body["data"]
        members = (set(held["members"]) | add) - remove
        if members == set(held["members"]):
            return False
        body = {"data": {"members": sorted(members)}}
        unchanged = {"If-Match": f'"{held["last_modified"]}"'}
        if head.must("PUT", path, body, unchanged, bear=(412,)).status == 200:
            return True
    raise ServerRefused(f"Gruppen «{group}» ændres hele tiden af andre.", "Prøv igen om lidt.")


def _ids(head: Head, path: str) -> Iterator[str]:
    listed = head.must("GET", f"{path}?_limit=1000").body["data"]
    yield from sorted(one["id"] for one in listed)


def _epoch() -> str:
    return secrets.token_hex(8)


def _password() -> str:
    return secrets.token_urlsafe(24)
