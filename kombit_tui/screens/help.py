"""The actions that work on a screen now, as options that can be searched and carried out."""

from textual.dom import DOMNode
from textual.screen import Screen

from kombit_tui.actions import BY_ID, CONTEXT_OF, CONTEXTS, Action
from kombit_tui.screens.chooser import Chooser, Option
from kombit_tui.widgets.bindings import Working, shown_key, working
from kombit_tui.wording.frame import TABS

LABEL_WIDTH = 15
_CONTEXTS = tuple(CONTEXTS)
_DECLARED = tuple(BY_ID)


class Help(Chooser):
    """Every key that works here, what is nearest first; answers with the id of an action."""

    LABEL_WIDTH = LABEL_WIDTH

    def __init__(self, title: str, found: list[Working]) -> None:
        super().__init__(title, [_option(one) for one in found], typed=True)


def keys_shown(keys: tuple[str, ...]) -> str:
    """All keys of an action as people call them."""
    return ", ".join(shown_key(key) for key in keys)


def told(action: Action) -> str:
    """What an action does, to what, and whether it can be taken back."""
    also = (" · markerede" if action.on_marked else "") + (
        " · kan fortrydes" if action.writes else ""
    )
    return f"{action.tooltip}{also}"


def help_here(screen: Screen[object]) -> Help:
    """The help for what has the focus on a screen, then the screen, then everywhere."""
    found = working(screen)
    depth = {id(node): at for at, node in reversed(list(enumerate(_nodes(found))))}
    found.sort(
        key=lambda one: (
            depth[id(one.target[1])],
            _CONTEXTS.index(CONTEXT_OF[one.action.id]),
            one.action.rank,
            _DECLARED.index(one.action.id),
        )
    )
    mode = getattr(screen, "MODE", "")
    name = next((tab.label for tab in TABS if tab.mode == mode), "")
    return Help(f"Hjælp: tasterne på {name}" if name else "Hjælp", found)


def _nodes(found: list[Working]) -> list[DOMNode]:
    return [one.target[1] for one in found]


def _option(one: Working) -> Option:
    action = one.action
    return Option(
        action.id, action.label, told(action), keys_shown(one.keys), CONTEXT_OF[action.id]
    )
