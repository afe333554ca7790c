"""Declared actions as Textual bindings; nothing else makes bindings of ours."""

from textual.binding import Binding
from textual.keys import key_to_character

from kombit_tui.actions import Action

_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Mellemrum",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "colon": ":",
    "question_mark": "?",
    "slash": "/",
}


def shown_key(key: str) -> str:
    """A key as people call it."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key.removeprefix('ctrl+').upper()}"
    if key.startswith("shift+"):
        return f"Shift+{shown_key(key.removeprefix('shift+'))}"
    if key in _SHOWN:
        return _SHOWN[key]
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key


def character_of(key: str) -> str | None:
    """The character that a key types; None where it types none."""
    return "/" if key == "slash" else key_to_character(key)


def bindings_of(*groups: tuple[Action, ...]) -> list[Binding]:
    """Bindings for all actions of `groups`, in their order."""
    return [_binding(action) for group in groups for action in group]


def _binding(action: Action) -> Binding:
    return Binding(
        ",".join(action.keys),
        action.method,
        action.label,
        show=action.rank < 90,
        key_display=shown_key(action.keys[0]),
        tooltip=action.tooltip,
        id=action.id,
    )
