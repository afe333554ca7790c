"""What the plugin refuses, each request by itself, and what it keeps in the history."""

from typing import Any

import pytest

from kombit_tui.server.head import Head
from tests.server.kinto import ANNA, BO, OURS, admin_head, head_of, history, memory_app

RECORDS = "/buckets/kommune-0101/collections/data/records"
GOOD = {"type": "task", "title": "Udfas SF1500"}


def nested(depth: int) -> dict[str, Any]:
    """A record within a record within …"""
    record: dict[str, Any] = {}
    for _ in range(depth):
        record = {"x": record}
    return record


REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "last_modified of tomorrow": (400, {"data": {**GOOD, "last_modified": 4_000_000_000_000}}),
    "last_modified of yesterday": (400, {"data": {**GOOD, "last_modified": 1}}),
    "last_modified that is none": (400, {"data": {**GOOD, "last_modified": None}}),
    "a mark of deletion": (400, {"data": {**GOOD, "deleted": True}}),
    "no mark of deletion": (400, {"data": {**GOOD, "deleted": False}}),
    "permissions": (403, {"data": GOOD, "permissions": {"read": ["system.Everyone"]}}),
    "permissions of nobody": (403, {"data": GOOD, "permissions": {}}),
    "NUL": (400, {"data": {**GOOD, "title": "a\0b"}}),
    "NUL in a list": (400, {"data": {**GOOD, "links": ["a", "\0"]}}),
    "NUL in a name": (400, {"data": {**GOOD, "a\0": 1}}),
    "too large a number": (400, {"data": {**GOOD, "count_done": 2**53 + 1}}),
    "too small a number": (400, {"data": {**GOOD, "count_done": -(2**53) - 1}}),
    "too deep": (400, {"data": nested(40)}),
    "too large": (413, {"data": {**GOOD, "text": "x" * 262144}}),
    "another id": (400, {"data": {**GOOD, "id": "0101-anden"}}),
    "no data": (400, {"daat": GOOD}),
}
ACCEPTED: dict[str, dict[str, Any]] = {
    "a large number": {"count_done": 2**53},
    "depth": nested(25),
    "size": {"text": "x" * 262000},
    "a backslash and u0000": {"title": "\\u0000"},
    "Danish": {"title": "æøå ÆØÅ"},
    "nothing": {"title": None},
    "unknown fields": {"from_the_future": {"deleted": True, "last_modified": 1}},
    "a fraction": {"amount": 0.25},
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_record_that_would_harm_is_refused(anna: Head, what: str) -> None:
    status, body = REFUSED[what]
    answer = anna.ask("PUT", f"{RECORDS}/0101-x", body)
    assert (answer.status, answer.body["code"]) == (status, status)
    assert anna.ask("GET", f"{RECORDS}/0101-x").status == 404


@pytest.mark.parametrize("what", REFUSED)
def test_in_a_batch_it_is_refused_alone(app: Any, anna: Head, what: str) -> None:
    status, body = REFUSED[what]
    requests = [
        {"method": "PUT", "path": f"{RECORDS}/0101-before", "body": {"data": GOOD}},
        {"method": "PUT", "path": f"{RECORDS}/0101-x", "body": body},
        {"method": "PUT", "path": f"{RECORDS}/0101-after", "body": {"data": GOOD}},
    ]
    answer = anna.must("POST", "/batch", {"requests": requests})
    assert [one["status"] for one in answer.body["responses"]] == [201, status, 201]
    assert {entry["record_id"] for entry in records_noted(app)} == {"0101-before", "0101-after"}


@pytest.mark.parametrize("what", ACCEPTED)
def test_what_harms_nobody_is_stored_as_it_is(anna: Head, what: str) -> None:
    record = {**GOOD, **ACCEPTED[what]}
    anna.must("PUT", f"{RECORDS}/0101-x", {"data": record})
    stored = anna.must("GET", f"{RECORDS}/0101-x").body["data"]
    assert {key: value for key, value in stored.items() if key not in ("id", "last_modified")} == (
        record
    )


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(anna: Head, number: str) -> None:
    answer = raw(anna, "PUT", f"{RECORDS}/0101-x", f'{{"data": {{"amount": {number}}}}}')
    assert answer == 400


def test_bytes_that_are_no_json_are_refused(anna: Head) -> None:
    for body in ("{", "[]", "7", '"x"', "[" * 5000, '{"data": ' * 5000):
        assert raw(anna, "PUT", f"{RECORDS}/0101-x", body) == 400
        assert raw(anna, "POST", "/batch", body) == 400


def test_a_batch_has_a_size_too(anna: Head) -> None:
    room = "x" * 200_000
    requests = [
        {"method": "PUT", "path": f"{RECORDS}/0101-{number}", "body": {"data": {"text": room}}}
        for number in range(11)
    ]
    assert anna.ask("POST", "/batch", {"requests": requests}).status == 413
    assert anna.ask("POST", "/batch", {"requests": requests[:9]}).status == 200


def test_a_json_patch_is_refused_even_where_patches_are_allowed(app: Any) -> None:
    admin = admin_head(app)
    admin.must("PUT", f"{RECORDS}/0101-x", {"data": GOOD})
    patch = [{"op": "add", "path": "/permissions/read/system.Everyone"}]
    answer = admin.ask("PATCH", f"{RECORDS}/0101-x", patch, JSON_PATCH)
    assert answer.status == 400
    assert admin.ask("PATCH", f"{RECORDS}/0101-x", {"data": {"title": "ny"}}).status == 200


def test_a_deletion_cannot_be_dated(anna: Head) -> None:
    anna.must("PUT", f"{RECORDS}/0101-x", {"data": GOOD})
    assert anna.ask("DELETE", f"{RECORDS}/0101-x?last_modified=4000000000000").status == 400
    assert anna.ask("GET", f"{RECORDS}/0101-x").status == 200
    assert anna.ask("DELETE", f"{RECORDS}/0101-x").status == 200


def test_the_administrator_shares_no_record_either(app: Any) -> None:
    body = {"data": GOOD, "permissions": {"read": ["system.Everyone"]}}
    assert admin_head(app).ask("PUT", f"{RECORDS}/0101-x", body).status == 403


def test_a_batch_speaks_for_one_account(app: Any, anna: Head) -> None:
    others = {"Authorization": head_of(app, BO).headers["Authorization"]}
    own = {"Authorization": anna.headers["Authorization"]}
    requests = [
        {"method": "PUT", "path": f"{RECORDS}/0101-1", "body": {"data": GOOD}, "headers": own},
        {"method": "PUT", "path": f"{RECORDS}/0101-2", "body": {"data": GOOD}, "headers": others},
    ]
    answer = anna.must("POST", "/batch", {"requests": requests})
    assert [one["status"] for one in answer.body["responses"]] == [201, 400]
    assert [entry["user_id"] for entry in records_noted(app)] == [f"account:{ANNA}"]


def test_the_history_has_every_change_and_who_made_it(app: Any, anna: Head) -> None:
    bo = head_of(app, BO)
    paths = [f"{RECORDS}/0101-{number}" for number in range(5)]
    put = [{"method": "PUT", "path": path, "body": {"data": GOOD}} for path in paths]
    anna.must("POST", "/batch", {"requests": put})
    bo.must("POST", "/batch", {"requests": put[:3]})
    anna.must("POST", "/batch", {"requests": [{"method": "DELETE", "path": one} for one in paths]})
    anna.must("PUT", paths[0], {"data": {**GOOD, "title": "igen"}})
    noted = [(one["action"], one["user_id"], one["record_id"]) for one in records_noted(app)]
    who, colleague = f"account:{ANNA}", f"account:{BO}"
    ids = [path.rpartition("/")[2] for path in paths]
    assert noted == [
        *(("create", who, one) for one in ids),
        *(("update", colleague, one) for one in ids[:3]),
        *(("delete", who, one) for one in ids),
        ("create", who, ids[0]),
    ]
    last = records_noted(app)[-1]
    assert last["target"]["data"]["title"] == "igen"
    assert last["uri"] == paths[0]


def test_the_history_has_no_refused_change(app: Any, anna: Head) -> None:
    anna.must("PUT", f"{RECORDS}/0101-x", {"data": GOOD})
    anna.ask("PUT", f"{RECORDS}/0101-x", {"data": GOOD}, {"If-None-Match": "*"})
    anna.ask("PUT", f"{RECORDS}/0101-x", {"data": GOOD}, {"If-Match": '"1"'})
    anna.ask("DELETE", f"{RECORDS}/0101-missing")
    assert len(records_noted(app)) == 1


def test_the_administrator_reads_the_history_and_cannot_change_it(app: Any, anna: Head) -> None:
    anna.must("PUT", f"{RECORDS}/0101-x", {"data": GOOD})
    admin = admin_head(app)
    path = f"/buckets/{OURS}/history"
    listed = admin.must("GET", f"{path}?resource_name=record").body["data"]
    assert [one["record_id"] for one in listed] == ["0101-x"]
    assert admin.ask("DELETE", path).status == 405
    assert admin.ask("PUT", f"{path}/{listed[0]['id']}", {"data": {}}).status in (404, 405)


def test_kintos_history_plugin_beside_ours_would_note_everything_twice() -> None:
    includes = "kinto.plugins.accounts kinto.plugins.history kombit_tui.server.serial_writes"
    with pytest.raises(Exception, match=r"leave kinto\.plugins\.history out"):
        memory_app(**{"kinto.includes": includes})


def test_without_a_transaction_for_each_request_it_does_not_start() -> None:
    with pytest.raises(Exception, match="transaction_per_request"):
        memory_app(**{"kinto.transaction_per_request": "false"})


def test_it_tells_clients_that_it_is_there(anna: Head) -> None:
    told = anna.must("GET", "/").body
    assert told["capabilities"]["serial_writes"]["max_bytes"] == 262144
    assert told["settings"]["batch_max_requests"] == 100


JSON_PATCH = {"Content-Type": "application/json-patch+json"}


def raw(head: Head, method: str, path: str, body: str) -> int:
    """The status for a body that our own code would never send."""
    from webob import Request

    request = Request.blank(f"/v1{path}", method=method, body=body.encode())
    request.headers.update({**head.headers, "Content-Type": "application/json"})
    status: int = request.get_response(head.app).status_int
    return status


def records_noted(app: Any) -> list[dict[str, Any]]:
    """What the history says of records."""
    return [entry for entry in history(app, OURS) if entry["resource_name"] == "record"]
