"""Who is removed, and whose password is changed, is out at the next request, on every head."""

from collections.abc import Iterator

import pytest

from kombit_tui.server import provision
from kombit_tui.server.head import Head, ServerRefused
from kombit_tui.server.provision import Group, Member, Outcome
from tests.contract.heads import Running, Server, disconnect
from tests.server.kinto import ANNA, BO, CARLA, DORTE

RECORDS = "buckets/kommune-0101/collections/data/records"
RECORD = f"{RECORDS}/0101-x"


@pytest.fixture(scope="module")
def heads(server: Server) -> Iterator[list[Running]]:
    """Two heads that share a database."""
    with server.heads(2) as found:
        yield found


@pytest.fixture(scope="module")
def admin(server: Server) -> Iterator[Head]:
    """What `kombit-tui server` talks to."""
    head = server.admin()
    yield head
    disconnect(head)


def test_a_member_out_of_the_group_is_out_on_every_head(heads: list[Running], admin: Head) -> None:
    clients = [head.client(BO) for head in heads]
    for client in clients:
        assert client.put(RECORD, json={"data": {"type": "x"}}).status_code in (200, 201)
    others = [f"account:{name}" for name in (ANNA, CARLA)]
    group = "/buckets/kommune-0101/groups/team"
    admin.must("PUT", group, {"data": {"members": others}})
    for client in clients:
        assert client.get(RECORD).status_code == 403, "though he wrote it himself"
        assert client.put(RECORD, json={"data": {"type": "x"}}).status_code == 403
        assert client.delete(RECORD).status_code == 403
        assert client.get(RECORDS).status_code == 403
        assert client.get("permissions").json()["data"] != []
        client.close()


def test_a_removed_account_is_nobody_on_every_head(heads: list[Running], admin: Head) -> None:
    clients = [head.client(DORTE) for head in heads]
    for client in clients:
        assert client.get(RECORDS).status_code == 200
    outcome = Outcome()
    provision.remove(admin, "0101", "dorte", outcome)
    assert outcome.removed == [DORTE]
    for client in clients:
        assert client.get(RECORDS).status_code == 401
        assert "user" not in client.get("").json()
        client.close()
    with pytest.raises(ServerRefused, match="ingen konto «0101-dorte»"):
        provision.remove(admin, "0101", "dorte", outcome)


def test_an_old_password_is_refused_on_every_head(heads: list[Running], admin: Head) -> None:
    clients = [head.client(CARLA) for head in heads]
    for client in clients:
        assert client.get(RECORDS).status_code == 200
    outcome = Outcome()
    provision.new_password(admin, "0101", "carla", outcome)
    for client in clients:
        assert client.get(RECORDS).status_code == 401
        assert client.get(RECORDS, auth=(CARLA, outcome.passwords[CARLA])).status_code == 200
        client.close()


def test_one_can_change_the_own_password(heads: list[Running]) -> None:
    one, other = (head.client(ANNA) for head in heads)
    assert other.get(RECORDS).status_code == 200
    new = {"data": {"password": "et-nyt-og-langt"}}
    assert one.patch(f"accounts/{ANNA}", json=new).status_code == 200
    for client in (one, other):
        assert client.get(RECORDS).status_code == 401
        assert client.get(RECORDS, auth=(ANNA, "et-nyt-og-langt")).status_code == 200
        client.close()


def test_who_comes_back_gets_a_new_password_and_no_old_rights(
    heads: list[Running], admin: Head
) -> None:
    outcome = Outcome()
    members = [Member("dorte", frozenset({Group.READERS}))]
    provision.municipality(admin, "0101", members, outcome)
    with heads[0].client(None) as client:
        answer = client.get(RECORDS, auth=(DORTE, outcome.passwords[DORTE]))
    assert answer.status_code == 200
    assert outcome.joined == [(DORTE, "laesere")]
