"""The actions that are valid on a screen, as options that can be searched and carried out."""

from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen

from kombit_tui.actions import BY_ID
from kombit_tui.screens.chooser import Option
from kombit_tui.widgets.bindings import shown_key


def action_options(screen: Screen[Any]) -> tuple[list[Option], dict[str, tuple[str, DOMNode]]]:
    """Options by rank, and for each the action and the node to carry it out on."""
    found: dict[str, tuple[int, Option]] = {}
    targets: dict[str, tuple[str, DOMNode]] = {}
    for node, binding, enabled, _ in screen.active_bindings.values():
        action = BY_ID.get(binding.id or "")
        if action is None or not enabled or action.id in found:
            continue
        keys = ", ".join(shown_key(key) for key in action.keys)
        option = Option(action.id, f"{keys:<12} {action.label}", action.tooltip)
        found[action.id] = (action.rank, option)
        targets[action.id] = (binding.action, node)
    ordered = sorted(found.values(), key=lambda pair: pair[0])
    return [option for _, option in ordered], targets
