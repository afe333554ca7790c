"""Hostile text through the command line, into every export, in settings and names of files."""

import json
import os
import sys
from pathlib import Path

import pytest

from kombit_tui import settings as configured
from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.db.store import Store
from kombit_tui.export import OFFERED
from tests.commands import called, run
from tests.tools.terminal import run_in_terminal
from tests.ui.hostile import BRACKETS, ESCAPES, FORBIDDEN, HOSTILE, PAYLOAD

LINES = {"\n", "\r", "\t"}
"""What tells lines and columns apart is not foreign."""


def strange(said: str) -> set[str]:
    """The characters in what was said that no terminal may get."""
    return (set(FORBIDDEN) - LINES) & set(said)


def clean_answer(done: object) -> str:
    """All that a command said, which has nothing of it."""
    said = f"{getattr(done, 'stdout', '')}{getattr(done, 'stderr', '')}"
    assert not strange(said), {hex(ord(one)) for one in strange(said)}
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("listed", KINDS_LISTED)
@pytest.mark.parametrize("how", [(), ("--json",)], ids=["plain", "json"])
def test_a_list_of_poisoned_records_is_text(
    poisoned: Store, tmp_path: Path, listed: str, how: tuple[str, ...]
) -> None:
    poisoned.close()
    done = called(tmp_path, "--store", str(poisoned.path), "list", listed, *how)
    assert done.returncode == 0
    assert len(clean_answer(done).splitlines()) > 5


@pytest.mark.parametrize("how", [(), ("--json",)], ids=["plain", "json"])
def test_a_record_the_day_and_the_doctor_are_text(
    poisoned: Store, tmp_path: Path, how: tuple[str, ...]
) -> None:
    poisoned.close()
    store = ("--store", str(poisoned.path))
    for number in range(len(HOSTILE)):
        assert clean_answer(called(tmp_path, *store, "show", f"task-{number}", *how))
    for verb in ("status", "doctor"):
        assert clean_answer(called(tmp_path, *store, verb, *how))


@pytest.mark.parametrize("ending", OFFERED)
@pytest.mark.parametrize("listed", ["tasks", "meetings", "systems", "people"])
def test_an_export_of_poisoned_records_has_text_only(
    poisoned: Store, tmp_path: Path, ending: str, listed: str
) -> None:
    poisoned.close()
    file = tmp_path / f"ud.{ending}"
    store = ("--store", str(poisoned.path))
    done = called(tmp_path, *store, "export", ending, listed, "--all-waves", "-o", str(file))
    assert done.returncode == 0, done.stderr
    clean_answer(done)
    content = _texts(file)
    assert not strange(content.removeprefix("\ufeff"))
    if ending == "csv":
        cells = [one for line in content.split("\r\n") for one in line.split(";")]
        assert not [one for one in cells if one.lstrip('"')[:1] in ("=", "@")]
    if ending == "json":
        assert json.loads(content)


def _texts(file: Path) -> str:
    """What is in a file for whoever opens it."""
    if file.suffix != ".xlsx":
        return file.read_text("utf-8")
    from zipfile import ZipFile

    with ZipFile(file) as parts:
        texts = [parts.read(name).decode("utf-8") for name in parts.namelist()]
    assert not [one for one in texts if "<f>" in one or "<hyperlink" in one]
    return "\n".join(texts)


@pytest.mark.parametrize("text", [*BRACKETS, *ESCAPES])
def test_words_on_the_command_line_come_back_as_text(tmp_path: Path, text: str) -> None:
    """In a filter, a value, an id, a verb, an option, the name of a file, a column."""
    word = text.replace("\0", "")
    store = ("--store", str(tmp_path / "lager.sqlite3"))
    for words in (
        ("list", "tasks", word),
        ("list", "tasks", f'titel:"{word}'),
        ("show", word),
        ("add", "tasks", f"titel={word}"),
        ("add", "tasks", f"{word}=1"),
        ("set", word, "titel=x"),
        (word,),
        ("--screen", word, "status"),
        ("export", "csv", "tasks", word, "-o", str(tmp_path / word.replace("/", "_")[:80])),
        ("export", word, "tasks"),
        ("import", str(tmp_path / word), "--yes"),
        ("import", "nix.csv", "--map", f"{word}=title"),
        ("backup", str(tmp_path / "ingen" / word)),
        ("restore", str(tmp_path / word)),
    ):
        clean_answer(called(tmp_path, *store, *words))
    clean_answer(called(tmp_path, "--store", str(tmp_path / word / "x"), "status"))
    assert not (tmp_path / "ejet").exists()


@pytest.mark.parametrize("text", [*BRACKETS, *ESCAPES])
def test_settings_and_keys_with_it_are_refused_in_clean_words(tmp_path: Path, text: str) -> None:
    quoted = json.dumps(text.encode("utf-8", "replace").decode())
    for line in (f"{quoted} = 1", f"theme = {quoted}", f"municipality = {quoted}", f"x{text} = 1",
                 f"server = {quoted}", f"server_user = {quoted}\nserver = {quoted}"):  # fmt: skip
        (tmp_path / configured.SETTINGS_FILE).write_text(line, "utf-8", "replace")
        for verb in ("doctor", "settings", "status", "sync"):
            assert clean_answer(called(tmp_path, verb))
    (tmp_path / configured.SETTINGS_FILE).unlink()
    keys = f'"tasks.status" = {quoted}\n{quoted} = "x"\n'
    (tmp_path / configured.KEYS_FILE).write_text(keys, "utf-8")
    assert clean_answer(called(tmp_path, "doctor"))


def test_a_user_whose_name_is_hostile_signs_clean(tmp_path: Path) -> None:
    name = "[red]\x1b]0;Tyv\x07Ida\u202e"
    more = {"USER": name, "LOGNAME": name, "USERNAME": name}
    run(tmp_path, "add", "tasks", "titel=Opgave", **more)
    with_store = Store(tmp_path / configured.STORE_FILE, who="x")
    (who,) = with_store.reader.execute("SELECT who FROM journal_group").fetchone()
    with_store.close()
    assert who == "[red]Ida"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_no_byte_of_names_settings_and_environment_is_a_command(
    poisoned: Store, tmp_path: Path
) -> None:
    """The real process: hostile folder, file names, user, settings and keys, and a file picker."""
    poisoned.close()
    bad = f"\x1b]0;{PAYLOAD}\x07\u202e[red]"
    home = tmp_path / f"hjem{bad}"
    home.mkdir()
    (home / f"deck{bad}.txt").write_text("Opgave")
    (home / configured.KEYS_FILE).write_text(f"{json.dumps(bad)} = {json.dumps(bad)}\n", "utf-8")
    theme = json.dumps(f"blå{bad}")
    (home / configured.SETTINGS_FILE).write_text(f"theme = {theme}\n", "utf-8")
    keys = (b"i", b"./", b"\x1b", b"B", b"\x1b", b",", b"\x1b")
    arguments = ["--store", str(poisoned.path), "--screen", "opgaver"]
    former = Path.cwd()
    os.chdir(home)
    try:
        written, code = run_in_terminal(
            arguments, home, keys, until=b"[/x]", more={"USER": bad, "LOGNAME": bad}
        )
    finally:
        os.chdir(former)
    assert code == 0
    for command in (b"\x1b]0;", b"\x1b]2;", b"\x1b]52", b"\x1b]8;", PAYLOAD.encode() + b"\x07"):
        assert command not in written
    assert "\u202e".encode() not in written


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_what_is_copied_goes_out_as_base64_of_clean_text(poisoned: Store, tmp_path: Path) -> None:
    """`y` on all rows: one OSC 52, whose content has no escape in it."""
    import base64
    import re

    poisoned.close()
    arguments = ["--store", str(poisoned.path), "--screen", "opgaver"]
    written, _ = run_in_terminal(arguments, tmp_path, (b"A", b"y"), until=b"[/x]")
    sent = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", written)
    assert len(sent) == 1
    assert re.fullmatch(rb"[A-Za-z0-9+/]+=*", sent[0])
    text = base64.b64decode(sent[0]).decode("utf-8")
    assert "[/x]" in text
    assert not strange(text)
