"""A record as JSON and back: what this version reads, and what it only keeps."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kombit_tui.db import meta
from kombit_tui.db.changes import Create, Stamp, Update
from kombit_tui.db.sync import rereading, wire
from kombit_tui.db.sync.ledger import Ledger
from kombit_tui.db.values import check, tidied
from kombit_tui.domain.records import KINDS
from tests.server.kinto import ANNA, OURS, head_of
from tests.sync.replicas import Replica, Team

T = "0101-t1"
STAMP = Stamp("2026-01-01T00:00:00+00:00", "2026-08-19T09:00:00+02:00", "anna")
TASK = KINDS["task"]
TEXT = st.text("aæ 7-:\x1b\u202e\n\x00\ud800", max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""However much else the machine has to do."""


def whole(kind: str, **values: Any) -> dict[str, Any]:
    """Every column of a kind."""
    return dict.fromkeys(KINDS[kind].columns()) | values


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """What another program may have stored under the name of one of our kinds."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    names = st.sampled_from([*KINDS[kind].columns(), "created_at", "af", "kl", "_ops", "nyt"])
    known = draw(st.dictionaries(names, JSON, max_size=6))
    return {"type": kind, **known}


@calmly
@given(bodies())
def test_anything_can_be_read_and_what_is_read_may_be_stored(body: dict[str, Any]) -> None:
    seen = wire.read(body)
    assert seen.kind is not None
    if seen.is_whole:
        check(seen.kind, seen.values)
        assert {name: tidied(value) for name, value in seen.values.items()} == seen.values
    stamp = wire.stamp_of(body, 1_700_000_000_000)
    assert stamp.modified_by
    json.dumps(stamp)


@calmly
@given(bodies())
def test_what_is_read_and_not_changed_goes_back_as_it_came(body: dict[str, Any]) -> None:
    seen = wire.read(body)
    assert seen.kind is not None
    sent = wire.body(seen.kind, seen.values, STAMP, body, "0a0b0c0d")
    assert wire.substance(sent) == wire.substance({"type": seen.kind.name} | body)
    assert wire.read(sent).values == seen.values
    assert wire.ops(sent)[-1] == "0a0b0c0d"
    assert len(wire.ops(sent)) <= wire.RING


@calmly
@given(bodies(), bodies())
def test_a_change_here_touches_no_other_field_there(
    body: dict[str, Any], other: dict[str, Any]
) -> None:
    seen, wanted = wire.read(body), wire.read(other | {"type": body["type"]}).values
    assert seen.kind is not None
    name = next(iter(seen.kind.columns()))
    content = {**seen.values, name: wanted[name]}
    sent = wire.body(seen.kind, content, STAMP, body, "0a0b0c0d")
    before, after = wire.substance(body), wire.substance(sent)
    assert {k: v for k, v in before.items() if k != name} == {
        k: v for k, v in after.items() if k != name
    } or wanted[name] == seen.values[name]


@calmly
@given(bodies())
def test_our_own_content_survives_the_way(body: dict[str, Any]) -> None:
    seen = wire.read(body)
    assert seen.kind is not None
    if seen.is_whole:
        sent = wire.body(seen.kind, seen.values, STAMP, None, "0a0b0c0d")
        came = json.loads(json.dumps(sent))
        assert wire.read(came).values == seen.values
        assert wire.read(came).unread == ()
        assert not wire.is_unsent(seen.kind, seen.values, came, OURS) or seen.kind.name == "view"


@calmly
@given(st.lists(st.tuples(st.sampled_from("abc"), st.one_of(st.none(), bodies())), max_size=6))
def test_anything_a_server_tells_can_be_taken_in(tells: list[tuple[str, Any]]) -> None:
    team = hostile_team()
    anna = team.replicas[0]
    anna.go_back()
    ledger = Ledger(anna.store, lambda _: None)
    for version, (name, body) in enumerate(tells, 1):
        data = {"deleted": True} if body is None else body
        one = wire.told({**data, "id": f"0101-{name}", "last_modified": version})
        assert one is not None
        ledger.take_pages((OURS, "data"), [[one]], version, None)
        anna.apply(*(Update(one, {}) for one in anna.content()))
    assert anna.rows("PRAGMA integrity_check") == [("ok",)]
    assert anna.rows("SELECT count(*) FROM record_index") == [(len(anna.content()),)]


@cache
def hostile_team() -> Team:
    """Somebody whose server says anything."""
    team = Team((ANNA,))
    team.mark()
    return team


def test_a_body_has_who_when_and_what_is_filled() -> None:
    body = wire.body(TASK, whole("task", title="Udfas", due="2026-08"), STAMP, None, "0a0b0c0d")
    assert body == {
        "type": "task",
        "title": "Udfas",
        "due": "2026-08",
        "created_at": STAMP.created_at,
        "af": "anna",
        "kl": STAMP.modified_at,
        "_ops": ["0a0b0c0d"],
    }


def test_a_cleared_field_is_not_sent() -> None:
    base = {"type": "task", "title": "Udfas", "wave": "2", "_ops": ["1", "2"]}
    sent = wire.body(TASK, whole("task", title="Udfas"), STAMP, base, "3")
    assert "wave" not in sent
    assert sent["_ops"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "en ny slags"),
        ("due", "engang"),
        ("title", 7),
        ("count_done", "tre"),
        ("involved", ["a", 1]),
        ("counts_on", "2026-13-01"),
        ("due_text", ["i morgen"]),
    ],
)
def test_a_value_that_is_not_allowed_is_kept_and_not_shown(field: str, value: Any) -> None:
    body = {"type": "task", "title": "Udfas", field: value}
    seen = wire.read(body)
    assert (seen.values[field], seen.unread) == (None, (field,))
    sent = wire.body(TASK, {**seen.values, "link": "Ny"}, STAMP, body, "0a0b0c0d")
    assert (sent[field], sent["link"]) == (value, "Ny")


def test_hostile_text_is_cleaned_when_read_and_goes_back_as_it_came() -> None:
    body = {"type": "task", "title": "Ud\x1b[31mfas\u202e \x00"}
    seen = wire.read(body)
    assert seen.values["title"] == "Udfas"
    assert wire.body(TASK, seen.values, STAMP, body, "1")["title"] == body["title"]


def test_a_whole_number_may_come_as_a_float() -> None:
    assert wire.read({"type": "task", "title": "x", "count_done": 3.0}).values["count_done"] == 3
    assert wire.read({"type": "task", "title": "x", "count_done": 3.5}).unread == ("count_done",)


def test_what_is_nested_too_deep_is_not_read() -> None:
    deep: Any = {}
    for _ in range(100):
        deep = {"x": deep}
    body = {"type": "campaign_system", "campaign": "a", "system": "b", "steps": deep}
    assert wire.read(body).unread == ("steps",)


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        {},
        {"id": "a"},
        {"id": "a", "last_modified": "7"},
        {"id": "a", "last_modified": True},
        {"id": "a", "last_modified": -1},
        {"id": "æ", "last_modified": 7},
        {"id": "a" * 200, "last_modified": 7},
        {"id": "../b", "last_modified": 7},
        {"id": 7, "last_modified": 7},
    ],
)
def test_what_is_no_record_is_none(entry: Any) -> None:
    assert wire.told(entry) is None


def test_the_fields_of_no_kind_are_the_servers_or_our_own() -> None:
    for kind in KINDS.values():
        assert not set(kind.columns()) & {*wire.RESERVED, *wire.ABOUT}, kind.name


def test_people_are_confidential() -> None:
    assert {one.name for one in KINDS.values() if one.confidential} == {
        *("person", "assignment", "contact")
    }


# What only colleagues with a newer version know.


def put(team: Team, record_id: str, **data: Any) -> None:
    """A record that a newer program stores."""
    path = f"/buckets/{OURS}/collections/data/records/{record_id}"
    head_of(team.app, ANNA).must("PUT", path, {"data": data})


def test_a_newer_field_survives_our_edits_and_a_deletion_that_is_lost_to_them(
    team: Team, anna: Replica, carla: Replica
) -> None:
    put(team, T, type="task", title="Udfas", risk_level="high", kind="en ny slags")
    team.settle()
    anna.apply(Update(T, {"title": "Annas"}))
    team.settle()
    kept = {"type": "task", "title": "Annas", "risk_level": "high", "kind": "en ny slags"}
    assert team.content() == {T: kept}
    carla.apply(Update(T, {"wave": "2"}))
    head_of(team.app, ANNA).must("DELETE", f"/buckets/{OURS}/collections/data/records/{T}")
    team.settle()
    assert team.content() == {T: {**kept, "wave": "2"}}


def test_a_newer_kind_is_kept_and_not_shown(team: Team, anna: Replica) -> None:
    put(team, "0101-x", type="invention", name="Nyt")
    anna.sync()
    assert (anna.content(), anna.unsent()) == ({}, [])
    put(team, "0101-x", type="invention", name="Nyere")
    team.settle()
    assert team.content() == {"0101-x": {"type": "invention", "name": "Nyere"}}
    assert anna.rows("SELECT unread FROM sync_state") == [('["type"]',)]


def updated(replica: Replica) -> None:
    """The program is replaced by a version that reads more."""
    replica.store.remember({meta.DECLARED: "en ældre version"})
    replica.reopen()


def without_wave(kind: str) -> Any:
    """What an older version can read."""
    fields, plain, blank = _READERS(kind)
    return {n: one for n, one in fields.items() if n != "wave"}, plain - {"wave"}, blank


_READERS = wire._readers


def test_an_update_of_the_program_reads_what_the_former_version_could_not(
    team: Team, anna: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(team, T, type="task", title="Udfas", wave="2")
    put(team, "0101-n", type="news", text="Nyt")
    put(team, "0101-d", type="task", title="Rettes her")
    with monkeypatch.context() as older:
        older.delitem(KINDS, "news")
        older.setattr(wire, "_readers", without_wave)
        anna.sync()
    assert anna.content() == {
        T: {"type": "task", "title": "Udfas"},
        "0101-d": {"type": "task", "title": "Rettes her"},
    }
    updated(anna)
    anna.apply(Update(T, {"title": "Udfas nu"}))
    assert anna.record(T) == {"type": "task", "title": "Udfas nu", "wave": "2"}
    assert anna.record("0101-n") == {"type": "news", "text": "Nyt"}
    assert anna.unsent() == [T]
    team.settle()
    assert team.content()[T]["wave"] == "2", "our edit did not clear what we could not see"


def test_nothing_is_read_again_without_need(anna: Replica) -> None:
    anna.apply(Create("task", {"title": "x"}, T))
    noted = "SELECT value FROM meta WHERE key = 'declared'"
    assert anna.rows(noted) == [(rereading.declarations(),)]
