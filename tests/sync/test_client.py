"""The wall to the server: what is asked, and that no answer, however wrong, gets past it."""

import json
import ssl
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from kombit_tui.db.changes import Create
from kombit_tui.db.sync.sending import Outgoing
from kombit_tui.errors import (
    AddressUnsafe,
    NoPermission,
    ServerBusy,
    ServerReadOnly,
    ServerStrange,
    ServerUnreachable,
    SyncError,
    VersionMismatch,
    WrongPassword,
)
from kombit_tui.sync import answers, client
from kombit_tui.sync.answers import BatchRefused
from kombit_tui.sync.client import Client
from tests.server.kinto import ANNA, PASSWORD
from tests.sync.replicas import Replica

ADDRESS = "https://synk.korsbaek.example/v1"
PLACE = ("kommune-0101", "data")
HELLO = {
    "http_api_version": "1.23",
    "settings": {"batch_max_requests": 25, "readonly": False},
    "capabilities": {"serial_writes": {}},
    "user": {
        "id": "account:0101-anna",
        "principals": ["system.Everyone", "/buckets/kommune-0101/groups/team"],
    },
}
SENT = Outgoing("0101-a", *PLACE, "0a0b0c0d", {"type": "task"}, 7, 1)

Answering = Callable[[httpx.Request], httpx.Response]


def asking(answer: Answering, **how: Any) -> Client:
    """A client whose server answers so."""
    return Client(ADDRESS, ANNA, PASSWORD, transport=httpx.MockTransport(answer), **how)


def always(status: int, body: Any = None, **headers: str) -> Answering:
    """The same answer to everything."""
    text = body if isinstance(body, str) else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: httpx.Response(status, headers=named, text=text)


def raising(error: Exception) -> Answering:
    """No answer to anything."""

    def answer(_: httpx.Request) -> httpx.Response:
        raise error

    return answer


def batch(*entries: Any) -> Answering:
    """The answer to a batch."""
    return always(200, {"responses": list(entries)})


# Whom we ask.


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://synk.example.dk", "https://synk.example.dk/v1/"),
        ("https://synk.example.dk/v1/", "https://synk.example.dk/v1/"),
        ("https://example.dk/kinto/v1", "https://example.dk/kinto/v1/"),
        ("http://localhost:8888", "http://localhost:8888/v1/"),
        ("http://127.0.0.1:8888/v1", "http://127.0.0.1:8888/v1/"),
        ("http://[::1]:8888/v1", "http://[::1]:8888/v1/"),
    ],
)
def test_addresses(address: str, asked: str) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json=HELLO)

    with Client(address, ANNA, PASSWORD, transport=httpx.MockTransport(answer)) as made:
        made.hello()
    assert seen == [asked]


@pytest.mark.parametrize(
    "address", ["http://synk.example.dk/v1", "http://localhost.example.dk", "http://127.0.0.1.x.dk"]
)
def test_a_password_does_not_go_unencrypted_to_another_machine(address: str) -> None:
    with pytest.raises(AddressUnsafe, match="https"):
        Client(address, ANNA, PASSWORD)
    Client(address, ANNA, PASSWORD, allow_plain=True).close()


@pytest.mark.parametrize("address", ["ftp://synk.example.dk", "", "file:///x"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ServerStrange, match="ikke en adresse"):
        Client(address, ANNA, PASSWORD)


def test_requests_carry_who_asks_and_nothing_of_it_is_in_an_error() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(404, text=PASSWORD)

    with pytest.raises(SyncError) as caught:
        asking(answer).hello()
    assert PASSWORD not in f"{caught.value} {caught.value.hint}"
    assert seen[0].headers["authorization"].startswith("Basic ")
    assert seen[0].headers["user-agent"].startswith("kombit-tui")


# Who answers.


def test_hello() -> None:
    made = asking(always(200, HELLO, Date=formatdate(time.time() + 3_600, usegmt=True)))
    server = made.hello()
    assert (server.user, server.municipalities()) == ("0101-anna", ("0101",))
    assert (server.is_serial, server.is_readonly, server.batch_limit) == (True, False, 25)
    assert made.skew == pytest.approx(3_600, abs=5)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (always(200, {**HELLO, "user": None}), WrongPassword),
        (always(401, {}), WrongPassword),
        (always(200, {**HELLO, "http_api_version": "2.0"}), VersionMismatch),
        (always(410, {"message": "slut"}), VersionMismatch),
        (always(200, {"hej": 1}), ServerStrange),
        (always(200, "<html>"), ServerStrange),
        (always(200, "[" * 100_000), ServerStrange),
        (always(200, [1]), ServerStrange),
        (always(302, "", Location="https://andet.example.dk"), ServerStrange),
        (always(404, ""), ServerStrange),
        (always(503, "", Retry_After="30"), ServerBusy),
        (raising(httpx.ConnectError("x")), ServerUnreachable),
        (raising(httpx.ConnectTimeout("x")), ServerUnreachable),
        (raising(httpx.ReadTimeout("x")), ServerUnreachable),
        (raising(httpx.RemoteProtocolError("x")), ServerUnreachable),
        (raising(httpx.DecodingError("x")), ServerUnreachable),
    ],
)
def test_who_is_no_server_of_ours(answer: Answering, error: type[SyncError]) -> None:
    with pytest.raises(SyncError) as caught:
        asking(answer).hello()
    assert type(caught.value) is error or isinstance(caught.value, error)
    assert caught.value.title
    assert caught.value.text


def test_a_certificate_that_is_not_right_is_told() -> None:
    error = httpx.ConnectError("x")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed")
    with pytest.raises(AddressUnsafe, match="certifikat"):
        asking(raising(error)).hello()


def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LARGEST", 1_000)
    with pytest.raises(ServerStrange, match="stort"):
        asking(always(200, {"x": "y" * 2_000})).hello()


@pytest.mark.parametrize(
    ("header", "wait"),
    [("30", 30.0), ("9999999", 3_600.0), ("-5", 3.0), ("i morgen", 3.0), ("²", 3.0)],
)
def test_a_server_that_is_busy_says_for_how_long(header: str, wait: float) -> None:
    made = asking(lambda _: httpx.Response(503, headers=[(b"Retry-After", header.encode())]))
    with pytest.raises(ServerBusy) as caught:
        made.page(PLACE, 0, 5)
    assert caught.value.retry_after == wait


def test_a_wish_to_be_left_alone_is_noted_with_a_good_answer() -> None:
    made = asking(always(200, HELLO, Backoff="45"))
    made.hello()
    assert made.wait == 45.0


# What is read.


def record(number: int, lm: int) -> dict[str, Any]:
    """A record as it is listed."""
    return {"id": f"0101-{number}", "last_modified": lm, "type": "task"}


def test_a_page() -> None:
    seen: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        deleted = {"id": "0101-3", "last_modified": 9, "deleted": True}
        headers = {"ETag": '"12"', "Next-Page": "http://andet.example.dk/?_token=x"}
        return httpx.Response(
            200, headers=headers, json={"data": [record(1, 6), {"last_modified": 7}, deleted]}
        )

    page = asking(answer).page(PLACE, 5, 3)
    assert [(one.id, one.lm, one.body is None) for one in page.told] == [
        ("0101-1", 6, False),
        ("0101-3", 9, True),
    ]
    assert (page.cursor, page.has_more, page.stamp, page.strange) == (9, True, 12, 1)
    assert str(seen[0]).endswith(
        "/buckets/kommune-0101/collections/data/records?_since=%225%22&_sort=last_modified&_limit=3"
    )


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"data": None},
        {"data": {"id": "x"}},
        {"data": [record(1, 9), record(2, 8)]},
        {"data": [record(1, 5)]},
        {"data": ["x"]},
        {"data": [{"id": "0101-1"}]},
        {"data": [{"id": "0101-1", "last_modified": "7"}]},
        {"data": [record(1, 2**60)]},
    ],
)
def test_a_page_that_makes_no_sense_is_not_taken_in(body: Any) -> None:
    with pytest.raises(ServerStrange):
        asking(always(200, body)).page(PLACE, 5, 3)


@pytest.mark.parametrize(
    "body", [{}, {"responses": []}, {"responses": [1, 2]}, {"responses": [{}, {}]}, []]
)
def test_a_poll_that_is_not_answered_in_full_is_not_taken_in(body: Any) -> None:
    with pytest.raises(ServerStrange):
        asking(always(200, body)).poll([(PLACE, 0, 5)], [PLACE])


# What is sent.


def test_a_batch_of_writes() -> None:
    seen: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.extend(json.loads(request.content)["requests"])
        entries = [
            {"status": 200, "body": {"data": record(1, 8)}},
            {"status": 201, "body": {"data": record(2, 9)}},
            {"status": 200, "body": {"data": {"deleted": True}}},
        ]
        return httpx.Response(200, json={"responses": entries})

    sent = [
        SENT._replace(id="0101-1"),
        SENT._replace(id="0101-2", if_match=None),
        SENT._replace(id="0101-3", body=None),
    ]
    found = asking(answer).push(sent)
    path = "/buckets/kommune-0101/collections/data/records"
    body = {"data": {"type": "task"}}
    assert seen == [
        {"method": "PUT", "path": f"{path}/0101-1", "headers": {"If-Match": '"7"'}, "body": body},
        {
            "method": "PUT",
            "path": f"{path}/0101-2",
            "headers": {"If-None-Match": "*"},
            "body": body,
        },
        {"method": "DELETE", "path": f"{path}/0101-3", "headers": {"If-Match": '"7"'}},
    ]
    assert [(one.status, one.lm) for one in found] == [(200, 8), (201, 9), (200, None)]


def test_somebody_was_first() -> None:
    existing = {"id": "0101-a", "last_modified": 9, "type": "task", "title": "Deres"}
    [found] = asking(batch({"status": 412, "body": {"details": {"existing": existing}}})).push(
        [SENT]
    )
    assert found.existing is not None
    assert (found.existing.lm, found.existing.body) == (9, {"type": "task", "title": "Deres"})
    for details in ({}, {"existing": {"id": "0101-b", "last_modified": 9}}, [1]):
        entry = {"status": 412, "body": {"details": details}}
        [found] = asking(batch(entry)).push([SENT])
        assert (found.status, found.existing) == (412, None)


@pytest.mark.parametrize("status", [409, 429, 500, 502, 503, 504])
def test_a_batch_with_a_failure_in_it_is_not_believed(status: int) -> None:
    stored = {"status": 201, "body": {"data": record(1, 8)}}
    with pytest.raises(ServerBusy):
        asking(batch(stored, {"status": status, "headers": {"Retry-After": "9"}})).push([SENT] * 2)


@pytest.mark.parametrize(
    "body", [None, {}, {"data": record(2, 8)}, {"data": {"id": "0101-a"}}, {"data": []}]
)
def test_a_receipt_for_something_else_is_not_believed(body: Any) -> None:
    with pytest.raises(ServerStrange):
        asking(batch({"status": 200, "body": body})).push([SENT])


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, BatchRefused),
        (413, BatchRefused),
        (401, WrongPassword),
        (403, NoPermission),
        (405, ServerReadOnly),
        (507, ServerReadOnly),
        (429, ServerBusy),
        (500, ServerBusy),
        (418, ServerStrange),
    ],
)
def test_a_batch_that_is_not_looked_at(status: int, error: type[SyncError]) -> None:
    with pytest.raises(error):
        asking(always(status, "<html>")).push([SENT])


def test_the_servers_words_are_cleaned() -> None:
    said = {"message": "Nej\x1b[31m\u202e", "details": [{"description": "feltet\nnavn"}, 7]}
    entry = {"status": 400, "body": said}
    [found] = asking(batch(entry)).push([SENT])
    assert found.reason == "Nej feltet navn"
    assert answers.reason(answers.Response(400, {}, ["x"])) == ""


# What the user is told of it.


@pytest.mark.parametrize(
    ("ahead", "told"), [(0, None), (250, None), (3_600, "bagud"), (-90_000, "forud")]
)
def test_a_clock_that_is_wrong_is_told(anna: Replica, ahead: float, told: str | None) -> None:
    anna.apply(Create("task", {"title": "x"}, "0101-t"))
    server = anna.connection.server

    class Dated(httpx.BaseTransport):
        """A server that says its time."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            """The answer with a date."""
            response = server.handle_request(request)
            response.headers["Date"] = formatdate(time.time() + ahead, usegmt=True)
            return response

    anna.connection.server = Dated()
    warnings = [one for one in anna.sync().warnings if one.startswith("Uret")]
    assert [told in one for one in warnings if told] == ([True] if told else [])
    assert len(warnings) == (told is not None)
