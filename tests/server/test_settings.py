"""The public head offers what clients need, and nothing that Kinto may come up with besides."""

import stat
from pathlib import Path
from typing import Any

import pytest

from kombit_tui.server import files, settings
from kombit_tui.server.files import ServerFilesInvalid
from kombit_tui.server.settings import ADMIN_INI, PUBLIC_INI, Place
from tests.server.kinto import ANNA, head_of, memory_app

PLACE = Place("postgresql:///kombit", "sync.korsbaek.example")
OFFERED = {
    "/": "GET HEAD",
    "/__api__": "GET HEAD",
    "/__heartbeat__": "GET HEAD",
    "/__lbheartbeat__": "GET HEAD",
    "/__version__": "GET HEAD",
    "/accounts/{id}": "GET HEAD PATCH",
    "/batch": "POST",
    "/buckets/{bucket_id}/collections": "GET HEAD",
    "/buckets/{bucket_id}/collections/{collection_id}/records": "GET HEAD",
    "/buckets/{bucket_id}/collections/{collection_id}/records/{id}": "DELETE GET HEAD PUT",
    "/buckets/{bucket_id}/collections/{id}": "GET HEAD",
    "/buckets/{id}": "GET HEAD",
    "/contribute.json": "GET HEAD",
    "/permissions": "GET HEAD",
}
"""Everything that can be asked of the public head."""


def offered(app: Any) -> dict[str, str]:
    """The paths of an application with the methods they know."""
    services = app.registry.cornice_services
    found = {
        path.removeprefix("v1"): " ".join(sorted({method for method, _, _ in one.definitions}))
        for path, one in services.items()
    }
    return {path: methods for path, methods in found.items() if methods}


def test_the_public_head_offers_nothing_but_this(app: Any) -> None:
    assert offered(app) == OFFERED


def test_no_head_lets_a_whole_user_be_deleted_or_history_be_changed(app: Any) -> None:
    admin = offered(app.registry.admin)
    assert "/__user_data__/{principal}" not in admin
    histories = {path: methods for path, methods in admin.items() if "history" in path}
    assert histories
    assert all(set(methods.split()) <= {"GET", "HEAD"} for methods in histories.values())


def test_no_browser_may_ask_for_another_site(app: Any) -> None:
    from webob import Request

    request = Request.blank("/v1/", headers={"Origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in request.get_response(app).headers


def test_the_files_are_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "etc" / "kombit"
    written = files.write(folder, PLACE)
    assert [path.name for path in written] == [PUBLIC_INI, ADMIN_INI]
    assert [stat.S_IMODE(path.stat().st_mode) for path in written] == [0o600, 0o600]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    database = "postgresql://kombit:p%40ss%25@db.example:5432/kombit?sslmode=require"
    place = Place(database, "sync.korsbaek.example", "10.0.0.5", 9000, 9001, 4)
    public, admin = (files.read(path) for path in files.write(tmp_path, place))
    assert dict(public.app) == settings.public(place)
    assert dict(admin.app) == settings.admin(place)
    assert public.app["kinto.storage_url"] == database
    assert (public.server["host"], public.server["port"]) == ("10.0.0.5", "9000")
    assert (admin.server["host"], admin.server["port"]) == ("127.0.0.1", "9001")
    assert public.levels["root"] == "WARNING"


def test_every_server_has_its_own_secret_and_its_heads_share_it(tmp_path: Path) -> None:
    key = "kinto.userid_hmac_secret"
    one = [files.read(path).app[key] for path in files.write(tmp_path / "a", _new())]
    two = [files.read(path).app[key] for path in files.write(tmp_path / "b", _new())]
    assert one[0] == one[1]
    assert len(one[0]) == 64
    assert one[0] not in two
    assert one[0] not in repr(_new())


def test_files_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / ADMIN_INI).write_text("mine", "utf-8")
    with pytest.raises(ServerFilesInvalid, match="findes i forvejen"):
        files.write(tmp_path, PLACE)
    assert (tmp_path / ADMIN_INI).read_text("utf-8") == "mine"
    assert not (tmp_path / PUBLIC_INI).exists()


@pytest.mark.parametrize(
    "place",
    [
        Place("sqlite:///kombit", "sync.korsbaek.example"),
        Place("postgresql:///kombit\nkinto.x = 1", "sync.korsbaek.example"),
        Place("postgresql:///kombit", ""),
        Place("postgresql:///kombit", "https://sync.korsbaek.example/"),
        Place("postgresql:///kombit", "sync.korsbaek.example\nx = 1"),
        Place("postgresql:///kombit", "sync.korsbaek.example", host="alle steder"),
    ],
)
def test_values_that_no_server_can_have_are_refused(tmp_path: Path, place: Place) -> None:
    with pytest.raises(ServerFilesInvalid):
        files.write(tmp_path / "new", place)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("text", ["", "[app:main]\n", "kinto.x = 1", "[a\n", "\xff"])
def test_a_file_that_is_none_is_told_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / PUBLIC_INI
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ServerFilesInvalid, match=r"public\.ini"):
        files.read(path)


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ServerFilesInvalid) as error:
        files.read(tmp_path / PUBLIC_INI)
    assert "kombit-tui server init" in error.value.hint


def _new() -> Place:
    return Place("postgresql:///kombit", "sync.korsbaek.example")


def test_without_the_plugin_clients_can_tell(app: Any) -> None:
    unsafe = memory_app(**{"kinto.includes": "kinto.plugins.accounts"})
    assert "serial_writes" not in head_of(unsafe, ANNA).must("GET", "/").body["capabilities"]
    assert "serial_writes" in head_of(app, ANNA).must("GET", "/").body["capabilities"]
