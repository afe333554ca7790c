"""Declared actions as Textual bindings, and which of them work now under which keys.

Nothing else makes bindings of ours, and nothing else says what a key is called.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen

from kombit_tui.actions import BY_ID, NOT_SHOWN, Action

_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Mellemrum",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
_HELD = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt"}
_NAMES = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}
"""Signs that Textual calls by another name than Unicode, and then does not know again."""
_PLACEHOLDER = re.compile(r"\{(\w+\.\w+)\}")
_NO_KEY = "no-key:"
"""In place of a key where the user wants none: Textual's keymap cannot say that."""


def shown_key(key: str) -> str:
    """A key as people call it."""
    *held, last = key.split("+")
    if last not in _SHOWN:
        last = last.upper() if held or _is_function(last) else (character_of(last) or last)
    named = (name for one, name in _HELD.items() if one in held)
    return "+".join([*named, _SHOWN.get(last, last)])


def _is_function(key: str) -> bool:
    return key.startswith("f") and key[1:].isdigit()


def character_of(key: str) -> str | None:
    """The character that a key types; None where it types none."""
    return _NAMES.get(key) or key_to_character(key)


def bindings_of(*groups: tuple[Action, ...]) -> list[Binding]:
    """Bindings for all actions of `groups`, in their order."""
    return [_binding(action) for group in groups for action in group]


def _binding(action: Action) -> Binding:
    return Binding(
        ",".join(action.keys),
        action.method,
        action.label,
        show=action.rank < NOT_SHOWN,
        key_display=shown_key(action.keys[0]),
        tooltip=action.tooltip,
        id=action.id,
    )


def as_keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The user's keys by action as `App.set_keymap` takes them."""
    return {ident: ",".join(those) or f"{_NO_KEY}{ident}" for ident, those in keys.items()}


def first_key(app: App[Any], ident: str) -> str:
    """The first key of an action, the user's own where there is one; empty where it has none."""
    # Textual keeps the keymap without a way to ask for it.
    key = app._keymap.get(ident, BY_ID[ident].keys[0]).split(",")[0]
    return "" if key.startswith(_NO_KEY) else shown_key(key)


def key_for(app: App[Any], ident: str) -> str:
    """The key of an action as a hint names it; without one, where the palette has it."""
    return first_key(app, ident) or f"{first_key(app, 'app.palette')} {BY_ID[ident].label}"


def with_keys(app: App[Any], text: str) -> str:
    """`text` with the key of an action wherever its id stands in braces."""
    for ident in _PLACEHOLDER.findall(text) if "{" in text else ():
        if ident in BY_ID:
            text = text.replace(f"{{{ident}}}", key_for(app, ident))
    return text


class Working(NamedTuple):
    """An action that can be done now."""

    action: Action
    keys: tuple[str, ...]
    """The keys that do it now, in Textual's spelling, the one to show first."""
    target: tuple[str, DOMNode]
    """What to run, and the node it is looked for on."""


def working(screen: Screen[Any]) -> list[Working]:
    """What can be done on a screen now, from the focused widget outwards."""
    found: dict[str, tuple[list[tuple[int, str]], tuple[str, DOMNode]]] = {}
    for key, (node, binding, enabled, _) in screen.active_bindings.items():
        action = BY_ID.get(binding.id or "")
        if action is None or not enabled or _is_typed(screen, key):
            continue
        keys, _ = found.setdefault(action.id, ([], (binding.action, node)))
        if not key.startswith(_NO_KEY):
            keys.append((_place(key, binding, action), key))
    return [
        Working(BY_ID[ident], tuple(key for _, key in sorted(keys, key=lambda k: k[0])), target)
        for ident, (keys, target) in found.items()
    ]


def _is_typed(screen: Screen[Any], key: str) -> bool:
    """Whether a key pressed now belongs to the text of a field."""
    focused = screen.focused
    return focused is not None and focused.check_consume_key(key, character_of(key))


def _place(key: str, binding: Binding, action: Action) -> int:
    """Textual's own keys may come first; the first one that is declared is the one to show.

    Keys of the user's are in the user's order already, and have no display of their own.
    """
    is_declared = binding.key_display is not None and key in action.keys
    return action.keys.index(key) if is_declared else 0
