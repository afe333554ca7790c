"""Requests to the team's server. The only module that knows httpx; raises only `SyncError`.

One connection, one request at a time, from one thread. Nothing is retried here: what a lost answer
means is for `db.sync` to know.
"""

import json
import ssl
import time
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import Any, Self

import httpx

from kombit_tui.db.sync.absorbing import Place
from kombit_tui.db.sync.sending import Answer, Outgoing
from kombit_tui.domain import addresses
from kombit_tui.errors import AddressUnsafe, ServerStrange, ServerUnreachable
from kombit_tui.sync import answers
from kombit_tui.sync.answers import Page, Response, Server

PATIENCE = 15.0
"""Seconds without a byte after which an answer is given up."""
LARGEST = 256 * 2**20
"""Bytes of an answer that are read; ours are far smaller."""
_LOCAL = ("localhost", "127.0.0.1", "::1")
_AGENT = "kombit-tui"


class Client:
    """One user at one server."""

    def __init__(
        self,
        address: str,
        user: str,
        password: str,
        *,
        transport: httpx.BaseTransport | None = None,
        allow_plain: bool = False,
        timeout: float = PATIENCE,
    ) -> None:
        """Ask nothing yet.

        Raises:
            AddressUnsafe: the password would go unencrypted to another machine.
        """
        base = _checked(addresses.whole(address), allow_plain=allow_plain)
        self.wait = 0.0
        """The longest that the server has asked us to leave it alone, in seconds."""
        self.skew: float | None = None
        """Seconds that the server's clock is ahead of ours, when it said its time."""
        self._http = httpx.Client(
            base_url=base,
            auth=httpx.BasicAuth(user, password),
            headers={"User-Agent": _AGENT},
            timeout=httpx.Timeout(timeout, connect=min(timeout, 5.0), pool=5.0),
            transport=transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def hello(self) -> Server:
        """Who we are to the server, and what it can do.

        Raises:
            SyncError: it cannot be reached, is not one of ours, or does not know us.
        """
        found = self._request("GET", "")
        if found.status in (401, 410, 429) or found.status >= 500:
            raise answers.trouble(found)
        return answers.server(found)

    def poll(
        self, wanted: Sequence[tuple[Place, int, int]], about: Sequence[Place] = ()
    ) -> tuple[list[Response], list[Response]]:
        """The changes of collections since moments, and the collections themselves, in one go.

        `wanted` has place, moment and the most records. The answers are as the server gave them.
        """
        paths = [_records(*one) for one in wanted] + [_collection(one) for one in about]
        if not paths:
            return [], []
        found = self._batch([{"method": "GET", "path": f"/{path}"} for path in paths])
        if found.status == 405:  # a server that only reads takes no batches either
            got = [self._request("GET", path) for path in paths]
        elif found.status != 200:
            raise answers.trouble(found)
        else:
            got = answers.responses(found.body, len(paths))
        return got[: len(wanted)], got[len(wanted) :]

    def page(self, place: Place, since: int, limit: int) -> Page:
        """The changes of one collection since a moment, the earliest first."""
        found = self._request("GET", _records(place, since, limit))
        if found.status != 200:
            raise answers.trouble(found)
        return answers.page(found, since, limit)

    def total(self, place: Place, since: int) -> int | None:
        """How many records changed since a moment, without those that are deleted."""
        return answers.total(self._request("HEAD", _records(place, since, None)))

    def push(self, sent: Sequence[Outgoing]) -> list[Answer]:
        """Have the server carry out a batch.

        Raises:
            BatchRefused: it would not look at the batch.
            SyncError: nobody knows what of it was done.
        """
        found = self._batch([_write(one) for one in sent])
        if found.status != 200:
            raise answers.trouble(found)
        return answers.answers(sent, answers.responses(found.body, len(sent)))

    def _batch(self, requests: Sequence[Any]) -> Response:
        return self._request("POST", "batch", json.dumps({"requests": requests}))

    def _request(self, method: str, path: str, content: str | None = None) -> Response:
        headers = {"Content-Type": "application/json"} if content is not None else {}
        try:
            with self._http.stream(method, path, content=content, headers=headers) as response:
                body = _read(response)
                found = Response(response.status_code, response.headers, _parsed(response, body))
        except httpx.InvalidURL as error:
            raise ServerStrange("Serverens adresse kan ikke bruges.") from error
        except (httpx.RequestError, httpx.StreamError) as error:
            raise _unreachable(error) from error
        self.wait = max(self.wait, found.wait)
        self._note_time(response.headers.get("date"))
        return found

    def _note_time(self, date: str | None) -> None:
        try:
            told = parsedate_to_datetime(date or "")
        except ValueError:
            return
        self.skew = told.timestamp() - time.time()


def _checked(address: str, *, allow_plain: bool) -> httpx.URL:
    try:
        url = httpx.URL(address + "/")
    except httpx.InvalidURL as error:
        raise ServerStrange(f"«{address}» er ikke en adresse.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ServerStrange(
            f"«{address}» er ikke en adresse.", "Skriv den som https://synk.example.dk/v1."
        )
    if url.scheme == "http" and url.host not in _LOCAL and not allow_plain:
        raise AddressUnsafe(
            f"«{addresses.host(address)}» skal nås med https.",
            "Med http kan andre på nettet læse adgangskoden og alt, der sendes.",
        )
    return url


def _read(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise ServerStrange("Serverens svar er alt for stort.")
        parts.append(part)
    return b"".join(parts)


def _parsed(response: httpx.Response, body: bytes) -> Any:
    """What a body holds; None where it holds no JSON, as the errors of proxies do."""
    if not body:
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        if response.status_code != 200:
            return None
        raise ServerStrange("Serverens svar er ikke til at læse.") from error


def _unreachable(error: Exception) -> ServerUnreachable | AddressUnsafe:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return AddressUnsafe(
                "Serverens certifikat kan ikke godkendes.",
                "Se efter, om adressen er rigtig, og om maskinens ur går rigtigt.",
            )
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.TimeoutException):
        return ServerUnreachable("Serveren svarede ikke i tide.")
    if isinstance(error, httpx.ConnectError):
        return ServerUnreachable("Der er ingen forbindelse til serveren.")
    return ServerUnreachable("Forbindelsen til serveren blev afbrudt.")


def _collection(place: Place) -> str:
    return f"buckets/{place[0]}/collections/{place[1]}"


def _records(place: Place, since: int, limit: int | None) -> str:
    path = f"{_collection(place)}/records?_since=%22{since}%22"
    return path if limit is None else f"{path}&_sort=last_modified&_limit={limit}"


def _write(sent: Outgoing) -> dict[str, Any]:
    path = f"/{_collection((sent.bucket, sent.collection))}/records/{sent.id}"
    known = "If-None-Match" if sent.if_match is None else "If-Match"
    version = "*" if sent.if_match is None else f'"{sent.if_match}"'
    request = {"path": path, "headers": {known: version}}
    if sent.body is None:
        return {"method": "DELETE", **request}
    return {"method": "PUT", **request, "body": {"data": sent.body}}
