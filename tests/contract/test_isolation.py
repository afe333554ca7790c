"""Another municipality cannot tell that ours exists; a member can write records, and no more."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest

from kombit_tui.server.head import Answer, Head, signed
from tests.contract.heads import Server, disconnect
from tests.server.kinto import ANNA, BO, DORTE, EMIL, FEED, PASSWORD

NOWHERE = "kommune-0999"
"""A bucket that does not exist."""
RECORD = "0101-findes"
DATA = "/buckets/kommune-0101/collections/data"
CONFIDENTIAL = "/buckets/kommune-0101/collections/fortroligt"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PATHS = (
    "/buckets/{}",
    "/buckets/{}/collections",
    "/buckets/{}/collections/data",
    "/buckets/{}/collections/fortroligt",
    "/buckets/{}/collections/findes-ikke",
    "/buckets/{}/collections/data/records",
    "/buckets/{}/collections/data/records?_since=0&_sort=last_modified&_limit=5",
    "/buckets/{}/collections/data/records/0101-findes",
    "/buckets/{}/collections/data/records/0101-findes?_fields=title",
    "/buckets/{}/collections/data/records/0101-findes-ikke",
    "/buckets/{}/collections/fortroligt/records",
    "/buckets/{}/collections/fortroligt/records/0101-findes",
    "/buckets/{}/collections/findes-ikke/records/x",
    "/buckets/{}/collections/data/attachment",
    "/buckets/{}/collections/data/snapshot/1",
    "/buckets/{}/groups",
    "/buckets/{}/groups/team",
    "/buckets/{}/groups/findes-ikke",
    "/buckets/{}/history",
    "/buckets/{}/history?collection_id=data",
    "/buckets/{}/",
    "/buckets/{}/collections/data/",
)
BEARING = ("POST", "PUT", "PATCH")
"""Methods with a body."""
PRECONDITIONS: tuple[dict[str, str], ...] = ({}, {"If-Match": '"1"'}, {"If-None-Match": "*"})
BODY = {"data": {"type": "task", "title": "fremmed"}}
OUTSIDERS = {"another municipality": EMIL, "the publisher": FEED, "nobody": None}
_NOT_SAID = {"date", "expires", "server"}


@pytest.fixture(scope="module")
def head(server: Server) -> Iterator[Head]:
    """A public head, with one record in each of our collections."""
    head = server.public(None)
    anna = as_account(head, ANNA)
    for collection in (DATA, CONFIDENTIAL):
        anna.must("PUT", f"{collection}/records/{RECORD}", {"data": {"type": "task"}})
    yield head
    disconnect(head)


def as_account(head: Head, account: str | None) -> Head:
    """The same head, asked by another."""
    return Head(head.app, signed(account, PASSWORD) if account else {})


def said(answer: Answer, bucket: str) -> tuple[int, str, list[tuple[str, str]]]:
    """All that an answer gives away, with the name of the bucket blotted out."""
    body = str(answer.body).replace(bucket, "BUCKET")
    headers = sorted(
        (name.lower(), re.sub(bucket, "BUCKET", value))
        for name, value in answer.headers.items()
        if name.lower() not in _NOT_SAID
    )
    return answer.status, body, headers


@pytest.mark.parametrize("account", OUTSIDERS.values(), ids=OUTSIDERS)
@pytest.mark.parametrize("path", PATHS)
def test_a_bucket_of_others_is_like_one_that_does_not_exist(
    head: Head, path: str, account: str | None
) -> None:
    stranger = as_account(head, account)
    for method, headers in itertools.product(METHODS, PRECONDITIONS):
        body = BODY if method in BEARING else None
        ours = stranger.ask(method, path.format("kommune-0101"), body, headers)
        nowhere = stranger.ask(method, path.format(NOWHERE), body, headers)
        assert said(ours, "kommune-0101") == said(nowhere, NOWHERE), (method, headers)
        assert ours.status in (401, 403, 404, 405, 307), method
        assert ours.status != 307 or path.endswith("/"), "only told to leave out the last slash"


@pytest.mark.parametrize("account", OUTSIDERS.values(), ids=OUTSIDERS)
def test_nor_can_it_be_told_in_a_batch(head: Head, account: str | None) -> None:
    stranger = as_account(head, account)
    for method in (one for one in METHODS if one != "OPTIONS"):
        answers = []
        for bucket in ("kommune-0101", NOWHERE):
            requests = [
                {"method": method, "path": path.format(bucket)}
                | ({"body": BODY} if method in BEARING else {})
                for path in PATHS
                if not path.endswith("/")
            ]
            answer = stranger.ask("POST", "/batch", {"requests": requests})
            answers.append(str(said(answer, bucket)[:2]))
            assert re.search("'status': 20", answers[-1]) is None
        assert answers[0] == answers[1]


def test_a_stranger_learns_nothing_from_lists(head: Head) -> None:
    listed = str(as_account(head, EMIL).must("GET", "/permissions").body)
    assert "0147" in listed
    assert "0101" not in listed
    assert "0101" not in str(as_account(head, EMIL).must("GET", "/").body)


def test_an_account_of_others_is_like_one_that_does_not_exist(head: Head) -> None:
    stranger = as_account(head, EMIL)
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        body = {"data": {"password": "x"}} if method in ("PUT", "PATCH") else None
        anna = stranger.ask(method, f"/accounts/{ANNA}", body)
        nobody = stranger.ask(method, "/accounts/0101-ukendt", body)
        assert said(anna, ANNA) == said(nobody, "0101-ukendt")
        assert anna.status in (403, 404, 405)


EVERYBODY = ["system.Everyone"]
GROUP = "/buckets/kommune-0101/groups/team"
FORBIDDEN: dict[str, tuple[str, str, str, Any]] = {
    "delete the collection": (ANNA, "DELETE", DATA, None),
    "replace the collection": (ANNA, "PUT", DATA, {"data": {}}),
    "change the epoch": (ANNA, "PATCH", DATA, {"data": {"epoch": "x"}}),
    "open the collection": (ANNA, "PUT", DATA, {"permissions": {"read": EVERYBODY}}),
    "open the collection by a patch": (ANNA, "PATCH", DATA, {"permissions": {"read": EVERYBODY}}),
    "make a collection": (ANNA, "PUT", "/buckets/kommune-0101/collections/ny", {"data": {}}),
    "post a collection": (ANNA, "POST", "/buckets/kommune-0101/collections", {"data": {}}),
    "delete all collections": (ANNA, "DELETE", "/buckets/kommune-0101/collections", None),
    "list the collections": (ANNA, "GET", "/buckets/kommune-0101/collections", None),
    "delete all records": (ANNA, "DELETE", f"{DATA}/records", None),
    "post a record": (ANNA, "POST", f"{DATA}/records", BODY),
    "patch a record": (ANNA, "PATCH", f"{DATA}/records/{RECORD}", BODY),
    "share a record with everyone": (
        ANNA,
        "PUT",
        f"{DATA}/records/{RECORD}",
        {**BODY, "permissions": {"read": EVERYBODY}},
    ),
    "share a new record with another municipality": (
        ANNA,
        "PUT",
        f"{DATA}/records/0101-ny",
        {**BODY, "permissions": {"write": [f"account:{EMIL}"]}},
    ),
    "delete the bucket": (ANNA, "DELETE", "/buckets/kommune-0101", None),
    "replace the bucket": (ANNA, "PUT", "/buckets/kommune-0101", {"data": {}}),
    "open the bucket": (ANNA, "PATCH", "/buckets/kommune-0101", {"permissions": {}}),
    "read the bucket": (ANNA, "GET", "/buckets/kommune-0101", None),
    "make a bucket": (ANNA, "PUT", "/buckets/min", {"data": {}}),
    "post a bucket": (ANNA, "POST", "/buckets", {"data": {"id": "min"}}),
    "list the buckets": (ANNA, "GET", "/buckets", None),
    "count the buckets": (ANNA, "HEAD", "/buckets", None),
    "delete all buckets": (ANNA, "DELETE", "/buckets", None),
    "use a default bucket": (ANNA, "GET", "/buckets/default", None),
    "write to a default bucket": (
        ANNA,
        "PUT",
        "/buckets/default/collections/x/records/y",
        BODY,
    ),
    "list the groups": (ANNA, "GET", "/buckets/kommune-0101/groups", None),
    "count the groups": (ANNA, "HEAD", "/buckets/kommune-0101/groups", None),
    "see who is in the group": (ANNA, "GET", GROUP, None),
    "join a group": (ANNA, "PUT", GROUP, {"data": {"members": [f"account:{ANNA}"]}}),
    "let all into the group": (ANNA, "PATCH", GROUP, {"data": {"members": EVERYBODY}}),
    "delete the group": (ANNA, "DELETE", GROUP, None),
    "delete all groups": (ANNA, "DELETE", "/buckets/kommune-0101/groups", None),
    "post a group": (ANNA, "POST", "/buckets/kommune-0101/groups", {"data": {"members": []}}),
    "make an account": (ANNA, "PUT", "/accounts/0101-ny", {"data": {"password": "x"}}),
    "post an account": (ANNA, "POST", "/accounts", {"data": {"id": "0101-ny", "password": "x"}}),
    "list the accounts": (ANNA, "GET", "/accounts", None),
    "count the accounts": (ANNA, "HEAD", "/accounts", None),
    "delete all accounts": (ANNA, "DELETE", "/accounts", None),
    "delete the own account": (ANNA, "DELETE", f"/accounts/{ANNA}", None),
    "change a colleague's password": (
        ANNA,
        "PATCH",
        f"/accounts/{BO}",
        {"data": {"password": "x"}},
    ),
    "give the own account away": (
        ANNA,
        "PATCH",
        f"/accounts/{ANNA}",
        {"permissions": {"write": EVERYBODY}},
    ),
    "read the history": (ANNA, "GET", "/buckets/kommune-0101/history", None),
    "delete the history": (ANNA, "DELETE", "/buckets/kommune-0101/history", None),
    "read an old state": (ANNA, "GET", f"{DATA}/snapshot/1", None),
    "write to the catalogue": (
        ANNA,
        "PUT",
        "/buckets/katalog/collections/katalog/records/katalog-x",
        BODY,
    ),
    "delete the catalogue": (ANNA, "DELETE", "/buckets/katalog/collections/katalog", None),
    "delete all that one may write": (ANNA, "DELETE", f"/__user_data__/account:{ANNA}", None),
    "delete all that the team may write": (ANNA, "DELETE", f"/__user_data__/{GROUP}", None),
    "flush the server": (ANNA, "POST", "/__flush__", None),
    "flush the server, once more": (ANNA, "DELETE", "/__flush__", None),
    "read people's data without the group": (BO, "GET", f"{CONFIDENTIAL}/records", None),
    "count people's data": (BO, "HEAD", f"{CONFIDENTIAL}/records", None),
    "read one of people's data": (BO, "GET", f"{CONFIDENTIAL}/records/{RECORD}", None),
    "write people's data without the group": (
        BO,
        "PUT",
        f"{CONFIDENTIAL}/records/0101-ny",
        BODY,
    ),
    "delete people's data without the group": (
        BO,
        "DELETE",
        f"{CONFIDENTIAL}/records/{RECORD}",
        None,
    ),
    "look at the confidential collection": (BO, "GET", CONFIDENTIAL, None),
    "write as a reader": (DORTE, "PUT", f"{DATA}/records/0101-ny", BODY),
    "overwrite as a reader": (DORTE, "PUT", f"{DATA}/records/{RECORD}", BODY),
    "delete as a reader": (DORTE, "DELETE", f"{DATA}/records/{RECORD}", None),
    "delete the collection as a reader": (DORTE, "DELETE", DATA, None),
    "read people's data as a reader": (DORTE, "GET", f"{CONFIDENTIAL}/records", None),
    "open the catalogue as the publisher": (
        FEED,
        "PATCH",
        "/buckets/katalog/collections/katalog",
        {"permissions": {"write": ["system.Authenticated"]}},
    ),
    "delete the catalogue as the publisher": (
        FEED,
        "DELETE",
        "/buckets/katalog/collections/katalog",
        None,
    ),
    "join the publishers": (
        FEED,
        "PUT",
        "/buckets/katalog/groups/udgivere",
        {"data": {"members": []}},
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_account_can(head: Head, server: Server, what: str) -> None:
    account, method, path, body = FORBIDDEN[what]
    before = everything(server)
    direct = as_account(head, account).ask(method, path, body)
    inner = {"method": method, "path": path, **({"body": body} if body else {})}
    batch = as_account(head, account).must("POST", "/batch", {"requests": [inner]})
    (batched,) = batch.body["responses"]
    assert direct.status in (403, 404, 405)
    assert batched["status"] == direct.status
    assert everything(server) == before


@pytest.mark.parametrize(
    ("path", "account"), itertools.product(("/buckets/kommune-0101", DATA), (ANNA, BO, DORTE))
)
def test_no_password_is_no_account(head: Head, path: str, account: str) -> None:
    wrong = Head(head.app, signed(account, "forkert"))
    assert said(wrong.ask("GET", path), "") == said(as_account(head, None).ask("GET", path), "")
    assert wrong.ask("GET", path).status == 401


def test_members_can_do_their_work(head: Head) -> None:
    anna, bo, dorte = (as_account(head, name) for name in (ANNA, BO, DORTE))
    for colleague in (anna, bo, dorte):
        assert colleague.must("GET", f"{DATA}/records/{RECORD}").body["data"]["type"] == "task"
        assert colleague.must("GET", DATA).body["data"]["epoch"]
        colleague.must("GET", "/buckets/katalog/collections/katalog/records")
    anna.must("GET", f"{CONFIDENTIAL}/records")
    bo.must("PUT", f"{DATA}/records/0101-bos", {"data": {"type": "note"}})
    anna.must("PUT", f"{DATA}/records/0101-bos", {"data": {"type": "note", "text": "annas"}})
    bo.must("DELETE", f"{DATA}/records/0101-bos")
    feed = as_account(head, FEED)
    feed.must("PUT", "/buckets/katalog/collections/katalog/records/katalog-1", BODY)


def test_the_administrator_is_nobody_on_the_public_head(head: Head, server: Server) -> None:
    inside = server.admin()
    inside.must("PUT", "/accounts/admin", {"data": {"password": PASSWORD}})
    disconnect(inside)
    admin = as_account(head, "admin")
    assert admin.must("GET", "/").body["user"]["id"] == "account:admin"
    assert admin.ask("GET", DATA).status == 403
    assert admin.ask("PUT", f"{DATA}/records/0101-x", BODY).status == 403
    assert admin.ask("PATCH", f"/accounts/{ANNA}", {"data": {"password": "x"}}).status == 403
    assert admin.ask("GET", "/buckets").status == 404


def everything(server: Server) -> list[Any]:
    """What is stored but the cache: objects and rights."""
    objects = "SELECT id, parent_id, resource_name, last_modified, data, deleted FROM objects"
    rights = "SELECT object_id, permission, principal FROM access_control_entries"
    return [
        sorted(map(str, server.cluster.query(one, server.database))) for one in (objects, rights)
    ]
