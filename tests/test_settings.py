"""The settings file, and where this program's files live."""

import getpass
from pathlib import Path

import pytest

from kombit_tui import settings as configured
from kombit_tui.settings import Settings, SettingsInvalid, keep, load, store_path, user_name


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds everything of this program."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path))
    return tmp_path


def test_without_a_file_everything_has_its_default(home: Path) -> None:
    assert load() == Settings()
    assert store_path(load()) == home / "kombit-tui.sqlite3"


def test_all_files_live_in_the_home_that_is_set(home: Path) -> None:
    paths = (configured.settings_path(), configured.log_path(), configured.demo_path())
    assert {path.parent for path in paths} == {home}
    assert len({*paths, store_path(Settings())}) == 4


def test_without_a_home_files_live_where_the_system_wants_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KOMBIT_TUI_HOME", raising=False)
    paths = (configured.settings_path(), configured.log_path(), configured.demo_path())
    assert all(path.is_absolute() and "kombit-tui" in str(path) for path in paths)


def test_a_file_sets_what_it_names(home: Path) -> None:
    (home / "settings.toml").write_text('store = "~/x.sqlite3"\nuser = "Åse"\n', "utf-8")
    found = load()
    assert (found.user, found.theme) == ("Åse", Settings().theme)
    assert store_path(found) == Path.home() / "x.sqlite3"


def test_the_home_of_nobody_is_left_as_it_is_written() -> None:
    assert store_path(Settings(store="~findes-ikke/x")) == Path("~findes-ikke/x")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"store = ", "settings.toml"),
        (b'user = "\xff"', "settings.toml"),
        (b'butik = "x"', "ukendt indstilling «butik»"),
        (b"municipality = 101", "«municipality» skal være tekst"),
        (b"[user]\nname = 'x'", "«user» skal være tekst"),
        (b'auto_sync = "ja"', "«auto_sync» skal være true eller false"),
        (b"auto_sync = 1", "«auto_sync» skal være true eller false"),
        (b"sync_interval = true", "«sync_interval» skal være et helt tal"),
    ],
)
def test_a_wrong_file_is_told(home: Path, content: bytes, told: str) -> None:
    (home / "settings.toml").write_bytes(content)
    with pytest.raises(SettingsInvalid, match=told):
        load()


def test_a_folder_in_place_of_the_file_is_told(home: Path) -> None:
    (home / "settings.toml").mkdir()
    with pytest.raises(SettingsInvalid):
        load()


@pytest.mark.parametrize("error", [KeyError, OSError, ImportError])
def test_a_user_without_a_name_is_unknown(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert user_name(Settings()) == "ukendt"
    assert user_name(Settings(user=" \x1b[0m ")) == "ukendt"


def test_the_name_in_the_settings_counts_and_is_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "system\u202e")
    assert user_name(Settings(user="Åse\x1b[31m")) == "Åse"
    assert user_name(Settings()) == "system"
    assert user_name(Settings(server_user="0101-anna")) == "0101-anna"
    assert user_name(Settings(server_user="0101-anna", user="Anna")) == "Anna"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "lys"\n'),
        ('user = "Åse"', 'user = "Åse"\ntheme = "lys"\n'),
        ('user = "Åse"\r\n', 'user = "Åse"\r\ntheme = "lys"\r\n'),
        (
            '# Mine\n\ntheme = "mørk"  # om natten\nuser = "Åse"\n',
            '# Mine\n\ntheme = "lys"  # om natten\nuser = "Åse"\n',
        ),
        ("  \"theme\"='mørk'", 'theme = "lys"'),
        ('# theme = "mørk"\n', '# theme = "mørk"\ntheme = "lys"\n'),
    ],
)
def test_one_setting_is_kept_and_the_rest_stays_as_it_is(
    home: Path, before: str, after: str
) -> None:
    file = home / "settings.toml"
    file.write_bytes(before.encode())
    file.chmod(0o640)
    keep("theme", "lys")
    assert file.read_bytes().decode() == after
    assert file.stat().st_mode & 0o777 == 0o640
    assert load().theme == "lys"
    assert [one.name for one in home.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("auto_sync", False, "auto_sync = true # nej\n", "auto_sync = false # nej\n"),
        ("sync_interval", 90, "sync_interval=60\n", "sync_interval = 90\n"),
        ("server_user", 'a"\\b', "", 'server_user = "a\\"\\\\b"\n'),
        ("server_user", "b", 'server_user = "a\\"x"\n', 'server_user = "b"\n'),
    ],
)
def test_what_is_no_plain_text_is_kept_too(
    home: Path, name: str, value: configured.Value, before: str, after: str
) -> None:
    (home / "settings.toml").write_text(before, "utf-8")
    keep(name, value)
    assert (home / "settings.toml").read_text("utf-8") == after
    assert getattr(load(), name) == value


def test_a_file_is_made_with_its_folder_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "new" / "home"))
    keep("theme", "lys")
    assert load().theme == "lys"


def test_a_file_kept_elsewhere_stays_there(home: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text('user = "Åse"\n', "utf-8")
    (home / "settings.toml").symlink_to(kept)
    keep("theme", "lys")
    assert (home / "settings.toml").is_symlink()
    assert load(kept).theme == "lys"


@pytest.mark.parametrize(
    "content",
    [
        b"theme = ",
        b'user = "\xff"',
        b'user = """\ntheme = "x"\n"""',
        b'theme = """x"""',
        b"[a]\nb=1",
    ],
)
def test_a_file_that_only_a_person_can_change_is_left_alone(home: Path, content: bytes) -> None:
    (home / "settings.toml").write_bytes(content)
    with pytest.raises(SettingsInvalid) as told:
        keep("theme", "lys")
    assert 'Skriv selv: theme = "lys"' in told.value.hint
    assert (home / "settings.toml").read_bytes() == content
