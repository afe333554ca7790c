"""What the client builds upon, on memory and on PostgreSQL alike; to be run on each new Kinto."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from kombit_tui.server.head import Answer, Head, signed
from tests.contract.heads import Server, disconnect
from tests.server.kinto import ANNA, head_of, memory_app

DATA = "/buckets/kommune-0101/collections/data"
RECORDS = f"{DATA}/records"
BODY = {"data": {"type": "task", "title": "Udfas"}}
ONLY_NEW = {"If-None-Match": "*"}


@pytest.fixture(scope="module", params=["memory", "postgresql"])
def head(request: pytest.FixtureRequest) -> Iterator[Head]:
    """A public head as Anna."""
    if request.param == "memory":
        yield head_of(memory_app(), ANNA)
        return
    server: Server = request.getfixturevalue("server")
    head = server.public(ANNA)
    yield head
    disconnect(head)


@pytest.fixture
def path(request: pytest.FixtureRequest) -> str:
    """A record that no other test uses, and that is not there."""
    return f"{RECORDS}/0101-{request.node.name.partition('[')[0].replace('_', '-')}"


def stamp(answer: Answer) -> int:
    """When the server says a record changed."""
    found: int = answer.body["data"]["last_modified"]
    return found


def if_match(last_modified: int) -> dict[str, str]:
    """Only if nobody changed it since."""
    return {"If-Match": f'"{last_modified}"'}


def batch(head: Head, *requests: dict[str, Any]) -> list[dict[str, Any]]:
    """The inner answers of a batch."""
    found: list[dict[str, Any]] = head.must("POST", "/batch", {"requests": requests}).body[
        "responses"
    ]
    return found


def test_a_new_record_tells_its_time(head: Head, path: str) -> None:
    answer = head.ask("PUT", path, BODY, ONLY_NEW)
    assert answer.status == 201
    assert answer.body["data"] == {
        **BODY["data"],
        "id": path.rpartition("/")[2],
        "last_modified": stamp(answer),
    }


def test_who_comes_second_is_told_what_is_there(head: Head, path: str) -> None:
    first = head.must("PUT", path, BODY)
    for precondition in (ONLY_NEW, if_match(stamp(first) - 1)):
        second = head.ask("PUT", path, BODY, precondition)
        assert (second.status, second.body["errno"]) == (412, 114)
        assert second.body["details"]["existing"] == first.body["data"]
    gone = head.ask("DELETE", path, headers=if_match(stamp(first) - 1))
    assert gone.body["details"]["existing"] == first.body["data"]


def test_who_comes_after_a_deletion_is_told_nothing(head: Head, path: str) -> None:
    missing = head.ask("PUT", path, BODY, if_match(1))
    assert missing.status == 412
    assert "details" not in missing.body
    first = head.must("PUT", path, BODY)
    head.must("DELETE", path, headers=if_match(stamp(first)))
    deleted = head.ask("PUT", path, BODY, if_match(stamp(first)))
    assert deleted.status == 412
    assert "details" not in deleted.body
    assert head.ask("DELETE", path).status == 404
    assert head.ask("PUT", path, BODY, ONLY_NEW).status == 201


def test_a_deletion_tells_its_time_and_a_new_record_takes_its_place(head: Head, path: str) -> None:
    start = stamp(head.must("PUT", path, BODY))
    deleted = head.must("DELETE", path)
    assert deleted.body["data"]["deleted"] is True
    assert stamp(deleted) > start
    assert changed(head, start) == {path.rpartition("/")[2]: True}
    head.must("PUT", path, BODY, ONLY_NEW)
    assert changed(head, start) == {path.rpartition("/")[2]: False}


def test_writing_the_same_again_is_a_change(head: Head, path: str) -> None:
    first, second = head.must("PUT", path, BODY), head.must("PUT", path, BODY)
    assert stamp(second) > stamp(first)


def test_fields_that_are_not_sent_are_gone(head: Head, path: str) -> None:
    head.must("PUT", path, {"data": {"a": 1, "b": 2}})
    assert "a" not in head.must("PUT", path, {"data": {"b": 3}}).body["data"]


def test_a_version_without_quotes_is_refused(head: Head, path: str) -> None:
    assert head.ask("PUT", path, BODY, {"If-Match": "1"}).status == 400
    assert head.ask("GET", f"{RECORDS}?_since=abc").status == 400


def test_an_empty_collection_has_a_steady_etag(head: Head) -> None:
    path = "/buckets/kommune-0101/collections/fortroligt/records"
    first, second = head.must("GET", path), head.must("GET", path)
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.body == {"data": []}
    assert head.ask("GET", path, headers={"If-None-Match": first.headers["ETag"]}).status == 304


def test_times_are_never_the_same_and_pages_follow_them(head: Head, path: str) -> None:
    start = stamp(head.must("PUT", path, BODY))
    ids = [f"{path}-{number}" for number in range(7)]
    answers = batch(head, *({"method": "PUT", "path": one, "body": BODY} for one in ids))
    assert {one["status"] for one in answers} == {201}
    cursor, seen = start, []
    while True:
        query = f'_since="{cursor}"&_sort=last_modified&_limit=3'
        page = head.must("GET", f"{RECORDS}?{query}").body["data"]
        if not page:
            break
        seen += page
        cursor = page[-1]["last_modified"]
    assert [one["id"] for one in seen] == [one.rpartition("/")[2] for one in ids]
    times = [one["last_modified"] for one in seen]
    assert times == sorted(set(times))


def test_the_next_page_is_announced_and_the_number_is_known(head: Head, path: str) -> None:
    for number in range(3):
        head.must("PUT", f"{path}-{number}", BODY)
    assert "Next-Page" in head.must("GET", f"{RECORDS}?_limit=1").headers
    total = int(head.must("HEAD", RECORDS).headers["Total-Objects"])
    assert total == len(head.must("GET", f"{RECORDS}?_limit=1000").body["data"])


def test_no_news_is_an_empty_list_with_an_etag(head: Head, path: str) -> None:
    now = stamp(head.must("PUT", path, BODY))
    answer = head.must("GET", f'{RECORDS}?_since="{now}"')
    assert answer.body == {"data": []}
    assert answer.headers["ETag"] == f'"{now}"'


def test_a_cursor_from_the_far_future_is_refused(head: Head) -> None:
    future = int((time.time() + 3 * 86400) * 1000)
    assert head.ask("GET", f'{RECORDS}?_since="{future}"').status == 400


def test_a_word_that_is_no_parameter_filters(head: Head, path: str) -> None:
    head.must("PUT", path, BODY)
    assert head.must("GET", f"{RECORDS}?ukendt=1").body == {"data": []}


def test_a_batch_does_what_it_can(head: Head, path: str) -> None:
    put = {"method": "PUT", "path": path, "body": BODY, "headers": ONLY_NEW}
    answers = batch(head, put, put, {"method": "DELETE", "path": f"{path}-missing"})
    assert [one["status"] for one in answers] == [201, 412, 404]
    assert answers[1]["body"]["details"]["existing"] == answers[0]["body"]["data"]
    assert head.ask("GET", path).status == 200


def test_a_poll_of_several_collections_is_one_batch(head: Head, path: str) -> None:
    now = stamp(head.must("PUT", path, BODY))
    paths = ("katalog/collections/katalog", "kommune-0101/collections/data")
    requests = [
        {"path": f'/buckets/{one}/records?_since="{now - 1}"&_sort=last_modified&_limit=500'}
        for one in paths
    ]
    answer = head.must("POST", "/batch", {"defaults": {"method": "GET"}, "requests": requests})
    catalogue, ours = (one["body"]["data"] for one in answer.body["responses"])
    assert catalogue == []
    assert [one["id"] for one in ours] == [path.rpartition("/")[2]]


def test_a_batch_must_not_ask_with_if_none_match(head: Head, path: str) -> None:
    etag = head.must("PUT", path, BODY).headers["ETag"]
    inner = {"method": "GET", "path": path, "headers": {"If-None-Match": etag}}
    assert head.ask("POST", "/batch", {"requests": [inner]}).status == 500
    assert head.ask("GET", path, headers={"If-None-Match": etag}).status == 304


def test_a_batch_has_a_limit(head: Head) -> None:
    inner = {"method": "GET", "path": RECORDS}
    assert head.ask("POST", "/batch", {"requests": [inner] * 101}).status == 400
    assert head.ask("POST", "/batch", {"requests": [inner] * 100}).status == 200


def test_a_wrong_password_shows_in_the_hello_and_within_batches(head: Head) -> None:
    wrong = Head(head.app, signed(ANNA, "forkert"))
    hello = wrong.must("GET", "/").body
    assert "user" not in hello
    assert hello["capabilities"]["serial_writes"]
    assert [one["status"] for one in batch(wrong, {"method": "GET", "path": RECORDS})] == [401]
    assert wrong.ask("GET", RECORDS).status == 401


def test_the_hello_tells_who_one_is(head: Head) -> None:
    principals = head.must("GET", "/").body["user"]["principals"]
    assert {"/buckets/kommune-0101/groups/team", "/buckets/kommune-0101/groups/fortrolig"} <= set(
        principals
    )


def test_permissions_list_what_one_may(head: Head) -> None:
    listed = head.must("GET", "/permissions").body["data"]
    may = {one["uri"]: set(one["permissions"]) for one in listed}
    assert {"read", "write", "record:create"} <= may[DATA]
    assert may["/buckets/katalog/collections/katalog"] == {"read", "read:attributes"}
    assert not any("0147" in uri for uri in may)


@pytest.mark.parametrize("name", ["%C3%A6", "a%20b", ".x", "a.b", "%00", "x%00", "-"])
def test_names_that_are_none_are_refused(head: Head, name: str) -> None:
    assert head.ask("PUT", f"{RECORDS}/{name}", BODY).status in (400, 404)
    good = {"method": "GET", "path": RECORDS}
    bad = {"method": "PUT", "path": f"{RECORDS}/{name}", "body": BODY}
    assert [one["status"] for one in batch(head, good, bad)] in ([200, 400], [200, 404])


@pytest.mark.parametrize("path", [f"{RECORDS}/æ", f"{RECORDS}/%FF", ""])
def test_a_batch_with_an_address_that_is_none_is_refused_as_a_whole(head: Head, path: str) -> None:
    bad = {"method": "PUT", "path": path, "body": BODY}
    assert head.ask("POST", "/batch", {"requests": [bad]}).status == 400


def test_a_query_with_nul_is_refused(head: Head) -> None:
    assert head.ask("GET", f"{RECORDS}?title=%00").status == 400


def test_json_comes_back_as_it_was(head: Head, path: str) -> None:
    record: dict[str, Any] = {
        "text": 'æøå «»  📎 \\ " \n \t',
        "numbers": [0, -1, 0.1, 2**53, 1e-7, 12345678901.25],
        "nothing": None,
        "nested": {"b": [{"a": {}}], "a": []},
        "yes": True,
    }
    head.must("PUT", path, {"data": record})
    stored = head.must("GET", path).body["data"]
    assert {name: stored[name] for name in record} == record


def changed(head: Head, since: int) -> dict[str, bool]:
    """What changed in the collection, and whether it was deleted."""
    rows = head.must("GET", f'{RECORDS}?_since="{since}"').body["data"]
    return {row["id"]: row.get("deleted", False) for row in rows}
