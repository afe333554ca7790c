"""The user's keys: said as people say them, checked, and never a reason not to start."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from kombit_tui.actions import ALWAYS, BY_ID, may_share
from kombit_tui.keymap import DEFAULT_KEYS, Keymap, is_text, key_named, read, understood
from kombit_tui.widgets.bindings import as_keymap, shown_key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("s", "s"),
        ("S", "S"),
        ("æ", "æ"),
        ("?", "question_mark"),
        ("/", "slash"),
        (":", "colon"),
        ("-", "minus"),
        ("+", "plus"),
        ("§", "section_sign"),
        ("question_mark", "question_mark"),
        ("ctrl+p", "ctrl+p"),
        ("Ctrl+P", "ctrl+p"),
        ("ctrl++", "ctrl+plus"),
        ("skift+a", "A"),
        ("Shift+Ned", "shift+down"),
        ("shift+ctrl+alt+Home", "alt+ctrl+shift+home"),
        ("PgDn", "pagedown"),
        ("Mellemrum", "space"),
        ("Esc", "escape"),
        ("F5", "f5"),
        ("a\u030a", "å"),
    ],
)
def test_a_key_is_known_as_people_say_it(said: str, key: str) -> None:
    assert key_named(said) == key


@pytest.mark.parametrize(
    "said", ["", " ", "xx", "f25", "f0", "ctrl+", "hyper+x", "x+y", "\x1b", "shift+7", "++"]
)
def test_what_is_no_key_is_not_known(said: str) -> None:
    assert key_named(said) is None


@given(st.characters(max_codepoint=0x24F, categories=["L", "N", "P", "S"]))
def test_a_sign_is_spelled_as_textual_spells_it(sign: str) -> None:
    assert key_named(sign) == _character_to_key(sign)


@pytest.mark.parametrize("key", sorted({key for one in BY_ID.values() for key in one.keys}))
def test_a_key_can_be_said_as_it_is_shown(key: str) -> None:
    assert key_named(shown_key(key)) == key


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('"tasks.status" = ["ø", "Ctrl+T"]', {"tasks.status": ("ø", "ctrl+t")}),
        ('"tasks.status" = "ø ctrl+t"', {"tasks.status": ("ø", "ctrl+t")}),
        ('tasks.status = "ø ø"', {"tasks.status": ("ø",)}),
        ('[tasks]\nstatus = "ø"', {"tasks.status": ("ø",)}),
        ('"app.theme" = []', {"app.theme": ()}),
        ('"list.down" = "z"\n"detail.next" = "z"', {"list.down": ("z",), "detail.next": ("z",)}),
        # Two that change places: neither has its declared key any more.
        ('"app.undo" = "f"\n"app.search" = "u"', {"app.undo": ("f",), "app.search": ("u",)}),
        # A way out keeps what works while text is typed.
        ('"dialog.cancel" = "x"', {"dialog.cancel": ("x", "escape", "ctrl+q")}),
        ('"app.help" = "F2"', {"app.help": ("f2",)}),
    ],
)
def test_what_can_be_done_is_done_without_a_word(
    text: str, keys: dict[str, tuple[str, ...]]
) -> None:
    assert understood(text) == Keymap(keys)


@pytest.mark.parametrize(
    ("text", "keys", "told"),
    [
        ('a = 1\nb = = "x"', {}, "keys.toml kan ikke læses: fejl ved linje 2."),
        ("a = [", {}, "fejl ved"),
        ('"tasks.sttus" = "x"', {}, "«tasks.sttus» findes ikke. Mente du «tasks.status»?"),
        ('"xyzzy" = "x"', {}, "Handlingen «xyzzy» findes ikke."),
        ('"tasks.status" = 7', {}, "skriv tasterne som tekst"),
        ('"tasks.status" = ["ø", 7]', {}, "skriv tasterne som tekst"),
        ('"tasks.status" = "xx"', {}, "tasten «xx» kendes ikke"),
        ('"tasks.status" = "xx ø"', {"tasks.status": ("ø",)}, "tasten «xx» kendes ikke"),
        ('"app.quit" = []', {}, "«Luk» kan ikke være uden tast"),
        ('"screen.out" = ""', {}, "kan ikke være uden tast"),
        ('"app.undo" = "ctrl+c"', {}, "bruger programmet selv"),
        ('"filter.leave" = "x"', {}, "hører til teksten"),
        ('"tasks.status" = "@"', {"tasks.status": ("at",)}, "AltGr eller som dødtast"),
        ('"tasks.status" = "¨"', {"tasks.status": ("diaeresis",)}, "dødtast"),
        ('"app.undo" = "ctrl+alt+q"', {"app.undo": ("alt+ctrl+q",)}, "er AltGr"),
        ('"app.undo" = "ctrl+ø"', {"app.undo": ("ctrl+ø",)}, "kan de fleste terminaler ikke"),
        ('"app.undo" = "ctrl+i"', {"app.undo": ("ctrl+i",)}, "det samme som Tab"),
        (
            '"tasks.status" = "q ø"',
            {"tasks.status": ("ø",)},
            "«q» er tasten for «Luk» (app.quit), så «Status» (tasks.status) får den ikke.",
        ),
        ('"tasks.status" = "j"', {"tasks.status": ("s",)}, "(detail.next)"),
        (
            '"list.sort" = "z"\n"list.group" = "z"',
            {"list.sort": ("z",), "list.group": ("g",)},
            "«z» er tasten for «Ordne» (list.sort)",
        ),
    ],
)
def test_what_cannot_be_done_is_told(
    text: str, keys: dict[str, tuple[str, ...]], told: str
) -> None:
    keymap = understood(text)
    assert keymap.keys == keys
    assert len(keymap.warnings) == 1
    assert told in keymap.warnings[0]


SOME_KEYS = st.sampled_from(
    ["s", "ø", "q", "escape", "ctrl+z", "f5", "F5", "@", "down", ":", "x", "tab", "ctrl+c", "?!"]
)
WISHES = st.dictionaries(
    st.sampled_from([*BY_ID, "no.such"]), st.lists(SOME_KEYS, max_size=3), max_size=12
)


@given(WISHES)
def test_whatever_is_wished_no_key_has_two_meanings_and_there_is_a_way_out(
    wishes: dict[str, list[str]],
) -> None:
    keymap = understood("\n".join(f'"{ident}" = {keys}' for ident, keys in wishes.items()))
    held = {ident: one.keys for ident, one in BY_ID.items()} | dict(keymap.keys)
    for ident in ALWAYS:
        assert not all(is_text(key) for key in held[ident])
    for ident in keymap.keys:
        for other, keys in held.items():
            if other != ident and not may_share(ident, other):
                assert not set(keys) & set(held[ident]), (ident, other)


@given(st.text())
def test_no_text_stops_the_start(text: str) -> None:
    assert isinstance(understood(text), Keymap)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, ".".join("a" * 5000) + " = 1"])
def test_nor_does_one_that_is_deep(text: str) -> None:
    assert understood(text).keys == {}
    assert understood(text).warnings


def test_without_a_file_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert read(tmp_path / "keys.toml") == DEFAULT_KEYS


def test_a_file_of_windows_is_read_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_bytes(b'\xef\xbb\xbf"app.undo" = "\xc3\xa6"\r\n')
    assert read(path) == Keymap({"app.undo": ("æ",)})
    path.write_bytes(b'"app.undo" = "\xe6"')
    assert "ikke UTF-8" in read(path).warnings[0]
    (tmp_path / "folder").mkdir()
    assert "kan ikke læses" in read(tmp_path / "folder").warnings[0]


def test_textual_takes_several_keys_and_none() -> None:
    keymap = as_keymap({"app.undo": ("æ", "comma"), "app.theme": (), "app.sync": ()})
    assert keymap["app.undo"] == "æ,comma"
    assert len(set(keymap.values())) == 3


def test_without_a_file_nothing_is_loaded_for_it(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kombit_tui import keymap, settings; "
        "keymap.read(Path(sys.argv[1])); settings.load(Path(sys.argv[1])); "
        "print({'tomllib', 'difflib'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "keys.toml")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "set()"
