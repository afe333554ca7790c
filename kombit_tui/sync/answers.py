"""Answers of a server, checked as foreign: what is not as it should be ends here. Knows no HTTP.

What comes out are plain values; what went wrong comes out as a `SyncError` with words for the user.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kombit_tui.db.sync.sending import Answer, Outgoing
from kombit_tui.db.sync.wire import Told, is_version, told
from kombit_tui.domain.text import clean, squeeze
from kombit_tui.errors import (
    NoPermission,
    ServerBusy,
    ServerReadOnly,
    ServerStrange,
    SyncError,
    VersionMismatch,
    WrongPassword,
)

LONGEST_WAIT = 3_600.0
"""Seconds; a server that asks for more is asked again after this."""
SHORTEST_WAIT = 3.0
"""Seconds to wait for a server that is busy and does not say how long."""
BATCH = 50
"""Requests in a batch, unless the server wants fewer."""
_GROUP = re.compile(r"/buckets/kommune-(\d{4})/groups/[a-z]+")


class BatchRefused(ServerStrange):
    """The server will not even read a batch: something in it is wrong."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"Serveren afviste det, der blev sendt ({status}). {reason}".strip())
        self.status = status
        self.reason = reason


class WritingFailed(ServerBusy):
    """The server failed at what was sent: nobody knows what of it was done."""


class Response(NamedTuple):
    """A status, headers with names in lower case, and what the body holds."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def wait(self) -> float:
        """Seconds that the server asks to be left alone."""
        asked = [seconds(self.headers.get(name)) for name in ("backoff", "retry-after")]
        return max(asked)


@dataclass(frozen=True)
class Server:
    """Who we are to a server, and what it can do."""

    user: str
    principals: frozenset[str]
    is_serial: bool
    """Whether writers queue up in it; else acknowledged writes may be lost, and pulls miss some."""
    is_readonly: bool
    batch_limit: int = BATCH

    def municipalities(self) -> tuple[str, ...]:
        """The municipalities in whose groups the user is."""
        found = (_GROUP.fullmatch(one) for one in self.principals)
        return tuple(sorted({one[1] for one in found if one}))


class Page(NamedTuple):
    """Records of a collection that changed since a moment, the earliest first."""

    told: tuple[Told, ...]
    cursor: int
    """The moment of the last of them."""
    has_more: bool
    stamp: int
    """The moment of the latest change of the collection."""
    strange: int = 0
    """Entries that are no records."""


def response(entry: Any) -> Response:
    """One entry of a batch's answer."""
    if not isinstance(entry, dict) or not isinstance(entry.get("status"), int):
        raise ServerStrange("Et svar fra serveren mangler sin status.")
    named = entry.get("headers")
    headers = named if isinstance(named, dict) else {}
    lowered = {str(k).lower(): v for k, v in headers.items() if isinstance(v, str)}
    return Response(entry["status"], lowered, entry.get("body"))


def responses(body: Any, expected: int) -> list[Response]:
    """The entries of a batch's answer, one for each request."""
    entries = body.get("responses") if isinstance(body, dict) else None
    if not isinstance(entries, list) or len(entries) != expected:
        raise ServerStrange("Serveren svarede ikke på alt, der blev spurgt om.")
    return [response(entry) for entry in entries]


def server(found: Response) -> Server:
    """What a server says of itself and of us.

    Raises:
        SyncError: it is not one of ours, or does not know us.
    """
    body = found.body if isinstance(found.body, dict) else {}
    version = body.get("http_api_version")
    if found.status != 200 or not isinstance(version, str):
        raise ServerStrange("Adressen svarer, men ikke som en Kinto-server.")
    if version.partition(".")[0] != "1":
        raise VersionMismatch(
            f"Serveren taler version {squeeze(clean(version))[:20]}, dette program version 1.",
            "Opdatér kombit-tui, eller bed den, der passer serveren, om at gøre det.",
        )
    user = body.get("user")
    if not isinstance(user, dict):
        raise WrongPassword("Serveren kender ikke navnet med den adgangskode.")
    settings, able = _mapping(body.get("settings")), _mapping(body.get("capabilities"))
    limit = settings.get("batch_max_requests")
    principals = user.get("principals")
    return Server(
        squeeze(clean(str(user.get("id", "")))).removeprefix("account:"),
        frozenset(str(p) for p in principals if isinstance(p, str))
        if isinstance(principals, list)
        else frozenset(),
        "serial_writes" in able,
        settings.get("readonly") is True,
        min(BATCH, limit) if isinstance(limit, int) and limit > 0 else BATCH,
    )


def page(found: Response, since: int, limit: int) -> Page:
    """The records in an answer.

    Raises:
        ServerStrange: they are not in order, or none at all.
    """
    body = _mapping(found.body).get("data")
    if not isinstance(body, list):
        raise ServerStrange("Serveren svarede uden poster.")
    records: list[Told] = []
    cursor, strange = since, 0
    for entry in body:
        lm = entry.get("last_modified") if isinstance(entry, dict) else None
        if not isinstance(lm, int) or not is_version(lm) or lm <= cursor:
            raise ServerStrange("Serverens poster kommer ikke i rækkefølge.")
        cursor = lm
        one = told(entry)
        if one is None:
            strange += 1
        else:
            records.append(one)
    has_more = "next-page" in found.headers or len(body) >= limit
    return Page(tuple(records), cursor, has_more and bool(body), _etag(found) or cursor, strange)


def total(found: Response) -> int | None:
    """How many records there are to come, if the server says so."""
    number = found.headers.get("total-objects", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 20
    return int(number) if found.status == 200 and is_number else None


def epoch(found: Response) -> str | None:
    """What changes when a collection is restored from a backup."""
    data = _mapping(_mapping(found.body).get("data"))
    value = data.get("epoch")
    return squeeze(clean(value))[:100] if isinstance(value, str) and value else None


def answer(sent: Outgoing, found: Response) -> Answer:
    """What the server says to one request of a batch that it carried out.

    Raises:
        ServerStrange: it says that it stored something else.
    """
    data = _mapping(_mapping(found.body).get("data"))
    if found.status in (200, 201) and sent.body is not None:
        stored = told(data)
        if stored is None or stored.id != sent.id:
            raise ServerStrange("Serveren svarede om en anden post end den, der blev sendt.")
        return Answer(found.status, stored.lm)
    if found.status == 412:
        details = _mapping(_mapping(found.body).get("details"))
        existing = told(details.get("existing"))
        return Answer(412, existing=existing if existing and existing.id == sent.id else None)
    return Answer(found.status, reason=reason(found))


def answers(sent: Sequence[Outgoing], found: Sequence[Response]) -> list[Answer]:
    """What the server says to a batch.

    Raises:
        SyncError: nothing in it can be trusted, or no request of it was looked at.
    """
    for one in found:
        if one.status == 409 or one.status >= 500 or one.status == 429:
            raise WritingFailed(
                "Serveren blev afbrudt midt i det, der blev sendt.",
                retry_after=max(one.wait, SHORTEST_WAIT),
            )
        if one.status in (401, 405):
            raise trouble(one)
    return [answer(one, response) for one, response in zip(sent, found, strict=True)]


def trouble(found: Response) -> SyncError:
    """What an answer means that is none."""
    said = reason(found)
    match found.status:
        case 401:
            return WrongPassword("Serveren kender ikke navnet med den adgangskode.")
        case 403:
            return NoPermission("Serveren giver dig ikke adgang.")
        case 405:
            return ServerReadOnly("Serveren er sat til kun at læse.")
        case 410:
            return VersionMismatch(
                f"Serveren er taget ud af brug. {said}".strip(),
                "Spørg den, der passer serveren, om den nye adresse, eller opdatér kombit-tui.",
            )
        case 400 | 413 | 414 | 415:
            return BatchRefused(found.status, said)
        case 507:
            return ServerReadOnly("Serveren har ikke plads til mere.")
        case status if status in (408, 409, 429) or status >= 500:
            return WritingFailed(
                f"Serveren kan ikke lige nu ({status}). {said}".strip(),
                retry_after=max(found.wait, SHORTEST_WAIT),
            )
    return ServerStrange(f"Serveren svarede {found.status}. {said}".strip())


def reason(found: Response) -> str:
    """The server's own words, cleaned."""
    body = _mapping(found.body)
    details = body.get("details")
    described = [
        one["description"]
        for one in (details if isinstance(details, list) else [])
        if isinstance(one, dict) and isinstance(one.get("description"), str)
    ]
    said = [one for one in (body.get("message"), *described) if isinstance(one, str)]
    return squeeze(clean(" ".join(dict.fromkeys(said))))[:300]


def seconds(value: str | None) -> float:
    """A number of seconds in a header; none where it is no number."""
    text = (value or "").strip()
    return min(float(text), LONGEST_WAIT) if text.isascii() and text.isdecimal() else 0.0


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _etag(found: Response) -> int | None:
    text = found.headers.get("etag", "").strip('"')
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None
