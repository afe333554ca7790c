"""The user's own keys: `keys.toml` read, understood as Textual spells keys, and checked.

Nothing in that file stops the start or takes a way out away. What cannot be carried out becomes a
Danish warning, and the declared key holds.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kombit_tui.actions import ALWAYS, BY_ID, CONTEXT_OF, may_share


class Keymap(NamedTuple):
    """The keys a user has chosen, and what is to be told about them."""

    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Id of an action -> its keys in Textual's spelling; none where the user wants none."""
    warnings: tuple[str, ...] = ()
    """Danish sentences."""


DEFAULT_KEYS = Keymap()

_SPOKEN = {
    "enter": "enter retur return ⏎",
    "escape": "escape esc",
    "tab": "tab tabulator",
    "space": "space mellemrum blank",
    "backspace": "backspace tilbage",
    "delete": "delete del slet",
    "insert": "insert ins indsæt",
    "home": "home hjem",
    "end": "end slut",
    "pageup": "pageup pgup",
    "pagedown": "pagedown pgdn pgdown",
    "up": "up op ↑",
    "down": "down ned ↓",
    "left": "left venstre ←",
    "right": "right højre →",
}
_NAMED = {word: key for key, words in _SPOKEN.items() for word in words.split()}
_FUNCTION = frozenset(f"f{number}" for number in range(1, 25))
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_HELD = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "shift": "shift", "skift": "shift"}
_RENAMED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_ALT_GR = "@{[]}\\|$£€~^`¨\u00b4"
_SAME = {"ctrl+i": "Tab", "ctrl+m": "Enter", "ctrl+h": "Backspace", "ctrl+j": "Enter"}
_TAKEN = ("ctrl+c", "shift+tab")
"""Textual's own, on every screen."""


def _sign(character: str) -> str | None:
    """A character as Textual calls its key; None for what is no key."""
    if character.isalnum():
        return character
    if character == " " or not character.isprintable():
        return None
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name) or None


_SIGNS = {_sign(sign): sign for sign in "!\"#%&'()*+,-./:;<=>?_§½" + _ALT_GR}
_DIFFICULT = {_sign(sign) for sign in _ALT_GR}


def key_named(said: str) -> str | None:
    """The key that people call `said`, in Textual's spelling; None when there is no such."""
    said = unicodedata.normalize("NFC", said)
    if len(said) == 1:
        return _NAMED.get(said) or _sign(said)
    *held, last = said.split("+")
    if said.endswith("++"):
        held, last = held[:-1], "+"
    modifiers = {_HELD.get(word.casefold(), "") for word in held}
    key = _bare_key(last)
    if key is None or "" in modifiers:
        return None
    if len(key) == 1 and modifiers:
        if not key.isalpha():
            return None if "shift" in modifiers else "+".join([*sorted(modifiers), key])
        if modifiers == {"shift"}:
            return key.upper()
        key = key.lower()
    return "+".join([*sorted(modifiers), key])


def _bare_key(said: str) -> str | None:
    if len(said) == 1:
        return _NAMED.get(said) or _sign(said)
    word = said.casefold()
    if word in _NAMED or word in _FUNCTION:
        return _NAMED.get(word, word)
    return word if word in _SIGNS else None


def is_text(key: str) -> bool:
    """Whether a key types something, so that it belongs to the text while a field is filled in."""
    if "+" in key or key in _FUNCTION:
        return False
    return key == "space" or key not in _SPOKEN


def trouble_with(key: str) -> str | None:
    """Why a key is hard to press on a Danish keyboard; None when it is not."""
    *held, last = key.split("+")
    if key in _SAME:
        return f"er det samme som {_SAME[key]} i en terminal"
    if "ctrl" in held and "alt" in held:
        return "er AltGr på et dansk tastatur"
    if last in _DIFFICULT:
        return "kan kun skrives med AltGr eller som dødtast på et dansk tastatur"
    if "ctrl" in held and is_text(last) and last not in _LETTERS:
        return "kan de fleste terminaler ikke sende"
    return None


def read(path: Path) -> Keymap:
    """The keys in the file; none of their own where there is no file."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Keymap()
    except (OSError, UnicodeDecodeError) as error:
        why = "den er ikke UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        return Keymap(warnings=(f"«{path}» kan ikke læses: {why}. Standardtasterne gælder.",))
    return understood(text)


def understood(text: str) -> Keymap:
    """What the text of a `keys.toml` asks for, as far as it can be."""
    import tomllib

    try:
        given = list(_flat(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        place = f"linje {found[1]}" if found else "slutningen"
        return Keymap(
            warnings=(f"keys.toml kan ikke læses: fejl ved {place}. Standardtasterne gælder.",)
        )
    reading = _Reading()
    wished: dict[str, tuple[str, ...]] = {}
    for ident, value in given:
        keys = reading.wish(ident, value)
        if keys is not None:
            wished[ident] = keys
    return Keymap(reading.settled(wished), tuple(reading.warnings))


def _flat(given: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Ids and values: `tasks.status = "s"` without quotation marks is a table to TOML."""
    for name, value in given.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


class _Reading:
    """Gathers wishes and warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self._said: dict[str, str] = {}

    def wish(self, ident: str, value: Any) -> tuple[str, ...] | None:
        """The keys wished for an action; None where nothing can be made of it."""
        if ident not in BY_ID:
            self.warnings.append(f"Handlingen «{ident}» findes ikke.{_nearest(ident)}")
            return None
        words = value.split() if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            self.warnings.append(
                f"{ident}: skriv tasterne som tekst i anførselstegn eller som en liste af tekster."
            )
            return None
        if not words and ident in ALWAYS:
            self.warnings.append(f"{ident}: «{BY_ID[ident].label}» kan ikke være uden tast.")
            return None
        keys = dict.fromkeys(key for word in words if (key := self._key(ident, word)))
        return None if words and not keys else tuple(keys)

    def _key(self, ident: str, word: str) -> str | None:
        key = key_named(word.strip() or word)
        if key is None:
            self.warnings.append(f"{ident}: tasten «{word}» kendes ikke.")
            return None
        self._said.setdefault(key, word)
        if key in _TAKEN:
            self.warnings.append(f"{ident}: «{word}» bruger programmet selv.")
            return None
        if CONTEXT_OF[ident] == "Filter" and is_text(key):
            self.warnings.append(f"{ident}: «{word}» hører til teksten, mens der skrives.")
            return None
        if why := trouble_with(key):
            self.warnings.append(f"{ident}: «{word}» {why}.")
        return key

    def settled(self, wished: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Who gets which key: first those with their declared ones, then the wishes in order."""
        taken = {ident: one.keys for ident, one in BY_ID.items() if ident not in wished}
        for ident in sorted(wished, key=lambda one: one not in ALWAYS):
            keys = [key for key in wished[ident] if self._is_free(ident, key, taken)]
            declared = BY_ID[ident].keys
            if wished[ident] and not keys:
                keys = [key for key in declared if _holder(ident, key, taken) is None]
            if ident in ALWAYS and all(is_text(key) for key in keys):
                keys += [key for key in declared if not is_text(key)]
            taken[ident] = tuple(keys)
        return {ident: taken[ident] for ident in wished}

    def _is_free(self, ident: str, key: str, taken: Mapping[str, tuple[str, ...]]) -> bool:
        other = _holder(ident, key, taken)
        if other is not None:
            self.warnings.append(
                f"«{self._said[key]}» er tasten for «{BY_ID[other].label}» ({other}), "
                f"så «{BY_ID[ident].label}» ({ident}) får den ikke."
            )
        return other is None


def _holder(ident: str, key: str, taken: Mapping[str, tuple[str, ...]]) -> str | None:
    """The action that has a key where `ident` is active too."""
    return next((o for o, keys in taken.items() if key in keys and not may_share(ident, o)), None)


def _nearest(ident: str) -> str:
    from difflib import get_close_matches

    found = get_close_matches(ident, BY_ID, n=1)
    return f" Mente du «{found[0]}»?" if found else ""
