"""Every setting that leaves a door open is told, with what to do, and nothing else is."""

import subprocess
import sys
from pathlib import Path

import pytest

from kombit_tui.server import checked_files, files, settings
from kombit_tui.server.files import IniFile
from kombit_tui.server.settings import ADMIN_HEAD, ADMIN_INI, COMMON, PUBLIC, PUBLIC_INI, Place

PLACE = Place("postgresql:///kombit", "sync.korsbaek.example")


def told(tmp_path: Path, name: str, **changed: str | None) -> list[str]:
    """What is said of a server where these settings of one head are others, or missing."""
    heads = []
    for path in files.write(tmp_path, PLACE):
        ini = files.read(path)
        app = {**ini.app, **({k: v for k, v in changed.items() if v} if path.name == name else {})}
        if path.name == name:
            app = {key: value for key, value in app.items() if changed.get(key, "") is not None}
        heads.append(IniFile(path, app, ini.server, ini.levels))
    found = list(checked_files.complaints(heads))
    assert all(hint for _, hint in found)
    return [text for text, _ in found]


def test_what_init_writes_is_in_order(tmp_path: Path) -> None:
    assert told(tmp_path, PUBLIC_INI) == []


@pytest.mark.parametrize("key", [*COMMON, *PUBLIC])
def test_a_setting_that_is_missing_on_the_public_head_is_told(tmp_path: Path, key: str) -> None:
    assert told(tmp_path, PUBLIC_INI, **{key: None})


@pytest.mark.parametrize("key", [*COMMON, *ADMIN_HEAD])
def test_a_setting_that_is_missing_on_the_admin_head_is_told(tmp_path: Path, key: str) -> None:
    assert told(tmp_path, ADMIN_INI, **{key: None})


@pytest.mark.parametrize("key", [key for key in PUBLIC if key.endswith("_principals")])
@pytest.mark.parametrize("given", ["system.Everyone", "system.Authenticated", "account:admin"])
def test_a_right_for_all_buckets_is_told(tmp_path: Path, key: str, given: str) -> None:
    assert told(tmp_path, PUBLIC_INI, **{key: given}) == [f"public.ini: {key} er «{given}»."]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kinto.includes": "kinto.plugins.accounts"}, "serial_writes mangler"),
        ({"kinto.includes": f"{COMMON['kinto.includes']} kinto.plugins.flush"}, "slette alt"),
        ({"kinto.includes": f"kinto.plugins.history {COMMON['kinto.includes']}"}, "noterer kun"),
        ({"kinto.includes": f"{COMMON['kinto.includes']} kinto.plugins.openid"}, "adgangsbeviser"),
        ({"kinto.explicit_permissions": "true"}, "beholder sine rettigheder"),
        ({"kinto.cache_backend": "kinto.core.cache.memory"}, "gamle adgangskoder"),
        ({"kinto.storage_backend": "kinto.core.storage.memory"}, "væk ved en genstart"),
        ({"kinto.userid_hmac_secret": "kort"}, "for kort"),
        ({"kinto.http_scheme": "http"}, "http_scheme"),
        ({"kinto.serial_writes_admin": "true"}, "serial_writes_admin"),
        ({"kinto.object_group_put_enabled": "true"}, "1 indgange står åbne: object_group_put"),
        ({"kinto.storage_url": "postgresql:///anden"}, "ikke ens"),
        ({"kinto.experimental_collection_schema_validation": "true"}, "spærrer for gamle poster"),
        ({"multiauth.policies": "basicauth"}, "multiauth.policies er «basicauth»"),
    ],
    ids=str,
)
def test_an_open_door_is_told_in_words(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    assert any(words in text for text in told(tmp_path, PUBLIC_INI, **changed))


def test_files_that_others_can_read_are_told(tmp_path: Path) -> None:
    public, admin = files.write(tmp_path, PLACE)
    public.chmod(0o644)
    found = list(checked_files.complaints([files.read(public), files.read(admin)]))
    assert [text for text, _ in found] == [
        f"«{public}» kan læses af andre på maskinen; den rummer nøglen til databasen."
    ]
    assert found[0][1] == f"Kør: chmod 600 {public}"


def test_an_admin_head_that_others_can_reach_is_told(tmp_path: Path) -> None:
    public, admin = files.write(tmp_path, PLACE)
    for host in ("0.0.0.0", "10.0.0.5", "sync.korsbaek.example", "::"):
        admin.write_text(settings.ini(settings.admin(PLACE), host, 8889, 4), "utf-8")
        found = [
            text for text, _ in checked_files.complaints([files.read(public), files.read(admin)])
        ]
        assert len(found) == 1
        assert "andre maskiner" in found[0]
    for host in ("127.0.0.1", "::1", "localhost"):
        admin.write_text(settings.ini(settings.admin(PLACE), host, 8889, 4), "utf-8")
        assert not list(checked_files.complaints([files.read(public), files.read(admin)]))


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "debug"])
def test_a_log_that_writes_everything_is_told(tmp_path: Path, level: str) -> None:
    public, admin = files.write(tmp_path, PLACE)
    public.write_text(public.read_text("utf-8").replace("= WARNING", f"= {level}"), "utf-8")
    found = [text for text, _ in checked_files.complaints([files.read(public), files.read(admin)])]
    assert len(found) == 1
    assert "persondata" in found[0]


def test_what_kintos_own_template_leaves_open_is_told(tmp_path: Path) -> None:
    """A server set up with `kinto init`, as its documentation says."""
    path = tmp_path / PUBLIC_INI
    kinto = Path(sys.executable).with_name("kinto")
    backends = ("--backend", "postgresql", "--cache-backend", "memory")
    subprocess.run([kinto, "init", "--ini", path, *backends], check=True, capture_output=True)
    found = [text for text, _ in checked_files.complaints([files.read(path)])]
    for words in (
        "serial_writes mangler",
        "default_bucket",
        "administrationsside",
        "account_create_principals er «system.Everyone»",
        "bucket_create_principals er «account:admin»",
        "beholder sine rettigheder",
        "indgange står åbne",
        "gamle adgangskoder",
        "DEBUG",
        "kan læses af andre",
    ):
        assert any(words in one for one in found), words
