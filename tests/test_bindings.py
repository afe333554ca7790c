"""Every key is declared once and whole, can be typed on a Danish keyboard, and hides no other."""

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import combinations

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import kombit_tui
from kombit_tui.actions import (
    ALWAYS,
    BY_ID,
    CONTEXT_OF,
    CONTEXTS,
    INSTEAD,
    PLACES,
    may_share,
)
from kombit_tui.app import KombitApp
from kombit_tui.app.shell import SCREENS
from kombit_tui.keymap import is_text, trouble_with
from kombit_tui.screens.conflict import ConflictScreen
from kombit_tui.screens.following import FollowingScreen
from kombit_tui.screens.form import Form
from kombit_tui.screens.list_screen import ListScreen
from kombit_tui.screens.overview import OverviewScreen
from kombit_tui.screens.phase_outs import PhaseOutsScreen
from kombit_tui.screens.timeline import TimelineScreen
from kombit_tui.widgets.bindings import shown_key
from kombit_tui.widgets.detail import Detail
from kombit_tui.widgets.filter_bar import FilterBar
from kombit_tui.widgets.gantt import Gantt
from kombit_tui.widgets.linked_detail import LinkedDetail
from kombit_tui.widgets.matrix import Matrix
from kombit_tui.widgets.panel import Panel
from kombit_tui.widgets.record_list import RecordList
from tests.tools.keys import FILE, page

Node = type[DOMNode]

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLAIN = {*LETTERS, *LETTERS.upper(), *"0123456789"}
NAMED = {
    "enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert",
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "shift+up", "shift+down",
    # Signs that a Danish keyboard has with Shift or alone, and that are no dead keys.
    "question_mark", "slash", "colon", "semicolon", "comma", "full_stop", "plus", "minus",
    "apostrophe", "exclamation_mark", "quotation_mark", "number_sign", "percent_sign",
    "ampersand", "left_parenthesis", "right_parenthesis", "equals_sign", "asterisk",
    "less_than_sign", "greater_than_sign", "underscore",
}  # fmt: skip
SAME_IN_A_TERMINAL = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+c", "ctrl+s", "ctrl+q"}
"""Tab, Enter, Backspace, line feed, interrupt and flow control; fit for second keys at most."""
SAVES = {"form.save", "text.save"}
"""Where every plain key is text: Ctrl+S saves, and so does a button that Tab leads to."""
SECOND_AT_MOST = {*"æøåÆØÅ", *(f"f{number}" for number in range(1, 13))}


def classes() -> list[Node]:
    """Our classes that bind keys themselves."""
    for module in pkgutil.walk_packages(kombit_tui.__path__, "kombit_tui."):
        if module.name.split(".")[1] in ("screens", "widgets", "app"):
            importlib.import_module(module.name)
    found: list[Node] = [KombitApp]
    waiting: list[Node] = [DOMNode]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += [c for c in below if c.__module__.startswith("kombit_tui") and c not in found]
    return [c for c in found if c.__dict__.get("BINDINGS")]


def bound(node: Node) -> Iterator[Binding]:
    """What a class binds itself."""
    for binding in node.__dict__.get("BINDINGS", ()):
        assert isinstance(binding, Binding)
        yield binding


OWNERS = classes()


@pytest.mark.parametrize("owner", OWNERS, ids=lambda c: c.__name__)
def test_every_binding_is_whole_and_its_action_exists(owner: Node) -> None:
    for binding in bound(owner):
        assert binding.id in BY_ID
        assert binding.description
        assert binding.tooltip
        assert hasattr(owner, f"action_{binding.action.partition('(')[0]}"), binding.action


@pytest.mark.parametrize("owner", OWNERS, ids=lambda c: c.__name__)
def test_a_binding_does_what_its_declaration_says(owner: Node) -> None:
    for binding in bound(owner):
        action = BY_ID[binding.id or ""]
        assert (binding.action, binding.description) == (action.method, action.label)
        assert tuple(binding.key.split(",")) == action.keys


def test_every_declared_action_is_bound_somewhere() -> None:
    assert {b.id for owner in OWNERS for b in bound(owner)} == set(BY_ID)


def test_an_id_is_declared_once() -> None:
    assert len(BY_ID) == sum(len(actions) for actions in CONTEXTS.values())


@pytest.mark.parametrize("action", BY_ID.values(), ids=lambda action: action.id)
def test_every_key_can_be_typed_on_a_danish_keyboard(action: object) -> None:
    keys: tuple[str, ...] = getattr(action, "keys")  # noqa: B009
    assert keys
    first = keys[0]
    if getattr(action, "id") in SAVES:  # noqa: B009
        assert keys == ("ctrl+s",)
        return
    assert first in PLAIN | NAMED
    for key in keys[1:]:
        is_control = key.startswith("ctrl+") and key[5:] in LETTERS
        assert is_control or key in PLAIN | NAMED | SECOND_AT_MOST
    assert first not in SAME_IN_A_TERMINAL


@pytest.mark.parametrize("action", BY_ID.values(), ids=lambda action: action.id)
def test_a_key_is_shown_as_people_call_it(action: object) -> None:
    for key in getattr(action, "keys"):  # noqa: B009
        shown = shown_key(key)
        assert shown
        assert "_" not in shown


def screen_of(mode: str) -> Node:
    """The class of a screen, which stands in the module of its mode's name."""
    found: Node = getattr(importlib.import_module(f"kombit_tui.screens.{mode}"), SCREENS[mode])
    return found


LISTS = [c for c in map(screen_of, SCREENS) if issubclass(c, ListScreen) and c != TimelineScreen]
FOLLOWING = [c for c in LISTS if issubclass(c, FollowingScreen)]
"""Those whose detail leads on."""
SCREEN_WIDGETS = (RecordList, Gantt, Detail, LinkedDetail, FilterBar, Panel, Matrix)
DIALOGS = [c for c in OWNERS if issubclass(c, ModalScreen)]
FIELDS = [
    c
    for c in OWNERS
    if issubclass(c, Widget) and not issubclass(c, Screen) and c not in SCREEN_WIDGETS
]
"""What a form may hold."""
ACTIVE: dict[str, tuple[Node, ...]] = {
    "overview": (Panel, OverviewScreen, KombitApp),
    **{
        f"{screen.__name__} {widget.__name__}": (widget, screen, ListScreen, KombitApp)
        for screen in LISTS
        for widget in (RecordList, Detail, FilterBar)
    },
    **{
        f"{screen.__name__} LinkedDetail": (LinkedDetail, screen, ListScreen, KombitApp)
        for screen in FOLLOWING
    },
    **{
        f"TimelineScreen {widget.__name__}": (widget, TimelineScreen, ListScreen, KombitApp)
        for widget in (Gantt, Detail, FilterBar)
    },
    **{
        f"ConflictScreen {widget.__name__}": (widget, ConflictScreen, KombitApp)
        for widget in (RecordList, Detail)
    },
    "PhaseOutsScreen Matrix": (Matrix, PhaseOutsScreen, ListScreen, KombitApp),
    **{f"dialog {dialog.__name__}": (dialog,) for dialog in DIALOGS},
    **{f"field {field.__name__}": (field, Form) for field in FIELDS},
}
"""What a key may be looked for in, from the focused widget outwards."""


def bound_in(place: str) -> list[Binding]:
    """All that our classes bind in a place."""
    nodes = {c for node in ACTIVE[place] for c in node.__mro__ if c in OWNERS}
    return [binding for node in nodes for binding in bound(node)]


@pytest.mark.parametrize("place", ACTIVE)
def test_no_key_hides_another(place: str) -> None:
    for one, other in combinations(bound_in(place), 2):
        shared = set(one.key.split(",")) & set(other.key.split(","))
        known = frozenset({one.id, other.id}) in INSTEAD
        assert not shared or known, (one.id, other.id, shared)


@pytest.mark.parametrize("place", ACTIVE)
def test_what_is_active_at_once_is_declared_so(place: str) -> None:
    contexts = {CONTEXT_OF[binding.id or ""] for binding in bound_in(place)}
    assert any(contexts <= declared for declared in PLACES.values()), contexts


def test_no_declared_key_hides_another() -> None:
    for one, other in combinations(BY_ID.values(), 2):
        assert not set(one.keys) & set(other.keys) or may_share(one.id, other.id), (one, other)


def test_every_context_is_somewhere_and_nothing_shares_for_no_reason() -> None:
    assert set(CONTEXTS) <= set().union(*PLACES.values())
    for one, other in (sorted(pair) for pair in INSTEAD):
        assert set(BY_ID[one].keys) & set(BY_ID[other].keys), (one, other)


def test_no_declared_key_is_one_that_users_are_warned_of() -> None:
    for action in BY_ID.values():
        assert [key for key in action.keys if trouble_with(key)] == []


def test_a_way_out_has_a_key_that_types_nothing() -> None:
    for ident in ALWAYS:
        assert not all(is_text(key) for key in BY_ID[ident].keys)


PLANNED = {
    "Dagsorden": "r l b p m",
    "Opgaver": "m l",
    "Roller": "b p r m M G E O",
    "Udfasning": "r l m",
    "Tidslinje": "plus minus full_stop",
    "Aftaler": "s r",
    "Økonomi": "w",
    "Driftssager": "s",
    "Synk": "r b l m w",
    "Gennemsyn": "m l M G p w",
}
"""Keys that screens have of their own, as the interface says; the general ones keep off them."""


@pytest.mark.parametrize("screen", PLANNED)
def test_keys_of_a_screen_hide_no_general_one(screen: str) -> None:
    general = {"Markering", "Liste", "Ændring", "Ordning", "Opslag", "Bevægelse", "Skærm"}
    taken = {k for name in (*general, "Overalt") for one in CONTEXTS[name] for k in one.keys}
    assert not taken & set(PLANNED[screen].split())


def test_every_screen_was_looked_at() -> None:
    names = {name.split()[0] for name in ACTIVE} - {"dialog", "field"}
    shown = {name if name != "OverviewScreen" else "overview" for name in SCREENS.values()}
    told = "a screen that is no ListScreen has a line of its own in ACTIVE, with what has the focus"
    assert names == shown, told


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda c: c.__name__)
def test_every_dialog_closes_by_esc_and_q(dialog: Node) -> None:
    keys = {
        key
        for c in dialog.__mro__
        if c in OWNERS
        for binding in bound(c)
        for key in binding.key.split(",")
    }
    assert {"escape", "q", "ctrl+q"} <= keys


def test_the_page_of_all_keys_is_what_is_declared() -> None:
    assert FILE.read_text("utf-8") == page(), "run make keys"
