"""Provisioning makes what is missing, leaves the rest, and keeps municipalities apart."""

from pathlib import Path
from typing import Any

import pytest

from kombit_tui.db.sync import wire
from kombit_tui.errors import KombitError, UnknownMunicipality
from kombit_tui.server import provision, roster
from kombit_tui.server.head import Head, ServerRefused, signed
from kombit_tui.server.provision import AccountInvalid, Group, Member, Outcome
from kombit_tui.server.roster import RosterInvalid
from tests.server.kinto import ANNA, OURS, admin_head, head_of

ANNA_AND_NEW = (
    Member("anna", frozenset({Group.TEAM, Group.CONFIDENTIAL})),
    Member("ny.kollega", frozenset({Group.TEAM, Group.READERS})),
)


@pytest.fixture
def admin(app: Any) -> Head:
    """The administrator."""
    return admin_head(app)


def state(admin: Head, bucket: str) -> Any:
    """A bucket's groups and collections with all that is said of them."""
    paths = [f"/buckets/{bucket}/groups", f"/buckets/{bucket}/collections"]
    listed = {path: admin.must("GET", path).body["data"] for path in paths}
    rights = [admin.rights(f"{paths[1]}/{one['id']}") for one in listed[paths[1]]]
    assert all(rights)
    return listed, rights


def test_clients_and_server_mean_the_same_collections() -> None:
    ours = (provision.CATALOGUE, provision.DATA, provision.CONFIDENTIAL)
    assert ours == (wire.CATALOGUE, wire.COMMON, wire.CONFIDENTIAL)


def test_a_second_run_changes_nothing(admin: Head) -> None:
    provision.municipality(admin, "0101", ANNA_AND_NEW, Outcome())
    before = state(admin, OURS)
    again = Outcome()
    provision.municipality(admin, "0101", ANNA_AND_NEW, again)
    provision.catalogue(admin, (), again)
    assert again.is_nothing
    assert state(admin, OURS) == before


def test_a_new_member_gets_an_account_that_works(app: Any, admin: Head) -> None:
    outcome = Outcome()
    provision.municipality(admin, "0101", ANNA_AND_NEW, outcome)
    assert list(outcome.passwords) == ["0101-ny.kollega"]
    assert sorted(outcome.joined) == [("0101-ny.kollega", "laesere"), ("0101-ny.kollega", "team")]
    password = outcome.passwords["0101-ny.kollega"]
    assert len(password) >= 32
    assert password not in repr(admin.must("GET", "/accounts/0101-ny.kollega").body)
    new = Head(app, signed("0101-ny.kollega", password))
    path = f"/buckets/{OURS}/collections/data/records/0101-x"
    assert new.ask("PUT", path, {"data": {"type": "note"}}).status == 201
    own = {"data": {"password": "noget helt andet"}}
    assert new.ask("PATCH", "/accounts/0101-ny.kollega", own).status == 200


def test_a_municipality_that_is_new_is_closed_to_others(app: Any, admin: Head) -> None:
    outcome = Outcome()
    provision.municipality(admin, "0751", (), outcome)
    assert outcome.buckets == ["kommune-0751"]
    for path in ("", "/collections/data", "/collections/data/records", "/groups/team"):
        assert head_of(app, ANNA).ask("GET", f"/buckets/kommune-0751{path}").status in (403, 404)


def test_all_municipalities_get_a_bucket_each(admin: Head) -> None:
    outcome = Outcome()
    for code, members in roster.wanted(None, NOBODY, None, everyone=True).items():
        provision.municipality(admin, code, members, outcome)
    assert len(outcome.buckets) == 96, "two were there"
    assert len(admin.must("GET", "/buckets?_limit=1000").body["data"]) == 99, "and the catalogue"


def test_rights_that_somebody_widened_are_put_back(admin: Head) -> None:
    path = f"/buckets/{OURS}/collections/data"
    right = admin.rights(path)
    wrong = {"read": ["system.Everyone"], "record:create": ["system.Authenticated"]}
    admin.must("PATCH", path, {"permissions": wrong})
    assert admin.rights(path) != right
    provision.municipality(admin, "0101", (), Outcome())
    assert admin.rights(path) == right


def test_an_epoch_is_kept_until_it_is_rotated(admin: Head) -> None:
    path = f"/buckets/{OURS}/collections/data"
    before = admin.must("GET", path).body["data"]["epoch"]
    provision.municipality(admin, "0101", (), Outcome())
    assert admin.must("GET", path).body["data"]["epoch"] == before
    rotated = provision.rotate_epochs(admin)
    assert sorted(rotated) == sorted(
        ["katalog/katalog"]
        + [f"kommune-{code}/{name}" for code in ("0101", "0147") for name in ("data", "fortroligt")]
    )
    assert admin.must("GET", path).body["data"]["epoch"] != before


def test_a_removed_account_leaves_no_trace_in_any_group(admin: Head) -> None:
    outcome = Outcome()
    provision.remove(admin, "0101", "anna", outcome)
    assert outcome.removed == [ANNA]
    groups = admin.must("GET", f"/buckets/{OURS}/groups").body["data"]
    assert all(f"account:{ANNA}" not in group["members"] for group in groups)
    assert admin.ask("GET", f"/accounts/{ANNA}").status == 404


@pytest.mark.parametrize("change", [provision.remove, provision.new_password])
def test_an_account_that_is_not_there_is_told(admin: Head, change: Any) -> None:
    for name in ("ukendt", "0147-emil"):
        with pytest.raises(KombitError):
            change(admin, "0101", name, Outcome())
    assert admin.ask("GET", "/accounts/0147-emil").status == 200


def test_nobody_comes_into_another_municipality_by_a_slip(admin: Head) -> None:
    outcome = Outcome()
    with pytest.raises(AccountInvalid):
        provision.municipality(
            admin, "0101", [Member("0147-emil/x", frozenset({Group.TEAM}))], outcome
        )
    provision.municipality(admin, "0101", [Member("0147-emil", frozenset({Group.TEAM}))], outcome)
    assert list(outcome.passwords) == ["0101-0147-emil"], "a new account of our own"


@pytest.mark.parametrize("name", ["", "Anna", "åse", "a b", "../x", "-a", "a" * 60, "a/b", "a\n"])
def test_names_that_no_account_can_have_are_refused(name: str) -> None:
    with pytest.raises(AccountInvalid):
        provision.account_name("0101", name)


@pytest.mark.parametrize("code", ["", "101", "01011", "../..", "kommune-0101", "\u06601\u06601"])
def test_codes_that_no_municipality_has_are_refused(admin: Head, code: str) -> None:
    with pytest.raises(UnknownMunicipality):
        provision.municipality(admin, code, (), Outcome())


def test_a_database_that_is_away_is_told_in_words(app: Any, monkeypatch: Any) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        from kinto.core.storage.exceptions import BackendError

        raise BackendError(message="away")

    monkeypatch.setattr(app.registry.storage, "get", away)
    with pytest.raises(ServerRefused, match="Databasen svarer ikke") as error:
        provision.municipality(admin_head(app), "0101", (), Outcome())
    assert "kinto migrate" in error.value.hint


NOBODY: dict[Group, list[str]] = {group: [] for group in Group}


def test_a_command_line_names_one_municipality() -> None:
    named = {**NOBODY, Group.TEAM: ["anna", "bo"], Group.CONFIDENTIAL: ["anna"]}
    assert roster.wanted("0101", named, None, everyone=False) == {
        "0101": [
            Member("anna", frozenset({Group.TEAM, Group.CONFIDENTIAL})),
            Member("bo", frozenset({Group.TEAM})),
        ]
    }


def test_all_municipalities_are_98_and_the_catalogue_comes_by_itself() -> None:
    assert len(roster.wanted(None, NOBODY, None, everyone=True)) == 98


def test_a_file_names_many(tmp_path: Path) -> None:
    file = tmp_path / "konti.csv"
    file.write_text(
        "kommune;konto;grupper\n0101;anna.holm;team fortrolig\n0147;emil;Læsere\n"
        "katalog;feed;udgivere\n",
        "utf-8-sig",
    )
    assert roster.wanted(None, NOBODY, file, everyone=False) == {
        "0101": [Member("anna.holm", frozenset({Group.TEAM, Group.CONFIDENTIAL}))],
        "0147": [Member("emil", frozenset({Group.READERS}))],
        "katalog": [Member("feed", frozenset({Group.PUBLISHERS}))],
    }


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", "begynder ikke"),
        ("kommune;konto\n", "begynder ikke"),
        ("kommune;konto;grupper\n0101;anna;chef\n", "linje 2: gruppen «chef»"),
        ("kommune;konto;grupper\n0101;anna;\n", "linje 2: der mangler"),
        ("kommune;konto;grupper\n0101;;team\n", "linje 2: der mangler"),
        ("kommune;konto;grupper\n0101;a;team\n0101;anna\n", "linje 3: der mangler"),
        ("kommune;konto;grupper\n0101;anna;udgivere\n", "linje 2: udgivere"),
        ("kommune;konto;grupper\nkatalog;anna;team\n", "linje 2: udgivere"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, lines: str, told: str) -> None:
    file = tmp_path / "konti.csv"
    file.write_text(lines, "utf-8")
    with pytest.raises(RosterInvalid, match=told):
        roster.read(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RosterInvalid):
        roster.read(tmp_path / "ingen.csv")


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (None, {}),
        (None, {Group.TEAM: ["anna"]}),
        ("0101", {Group.PUBLISHERS: ["anna"]}),
        ("katalog", {Group.TEAM: ["anna"]}),
        ("katalog", {Group.TEAM: ["anna"], Group.PUBLISHERS: ["anna"]}),
    ],
)
def test_a_command_line_that_does_not_add_up_is_refused(
    code: str | None, named: dict[Group, list[str]]
) -> None:
    with pytest.raises(RosterInvalid) as error:
        roster.wanted(code, {**NOBODY, **named}, None, everyone=False)
    assert "provision 0101" in error.value.hint
