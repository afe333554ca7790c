"""Everywhere one can be in the dashboard: each screen, and each dialog with the way there."""

import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from operator import attrgetter
from typing import NamedTuple

from textual.dom import DOMNode
from textual.message_pump import MessagePump

import kombit_tui
from kombit_tui.app.shell import SCREENS
from kombit_tui.db.store import Store
from kombit_tui.launch import SCREENS as NAMES
from kombit_tui.screens.progress import Progress
from tests.tools.dashboard import Dashboard, dashboard

_LAYERS = ("kombit_tui.app", "kombit_tui.screens", "kombit_tui.widgets")


class Place(NamedTuple):
    """A screen, the keys pressed there, and what one meets there for the first time."""

    mode: str
    steps: tuple[str, ...] = ()
    """Keys, each waited for; several in a row are parted by blanks."""
    shows: str = ""
    """The classes of ours that are there, parted by blanks, and are named at no place before."""


FIRST_SEEN = {
    "overview": "Finding FooterBar HintLine KombitApp Looks Offering OneLine Opening Panel "
    "BaseScreen Caring Patience Practising Preferring Recalling Reviewing Settling SyncState "
    "Syncing Writing TopBar",
    "agenda": "ArrangingScreen ChoosingScreen Detail EditingScreen FilterBar FilteringScreen "
    "FollowingScreen HeldListScreen LinkedDetail ListScreen LookingScreen RecordList Resting",
    "roles": "RoleActions",
    "phase_outs": "StepMatrix VendorWork",
    "timeline": "Gantt",
    "review": "MendingReview",
}
"""Mode -> what is met on a screen for the first time beside the class of the screen itself."""
PLACES = {
    **{
        name: Place(mode, (), f"{SCREENS[mode]} {FIRST_SEEN.get(mode, '')}")
        for name, mode in {**NAMES, "gennemsyn": "review"}.items()
    },
    "kolonner": Place("agenda", ("K",), "ColumnChooser"),
    "gem visning": Place("agenda", ("V",), "Prompt"),
    "kommentar": Place("tasks", ("j", "c"), "TextPrompt"),
    "historik": Place("tasks", ("j", "h"), "HistoryScreen"),
    "formular": Place(
        "tasks", ("j", "e"), "DateField DateInput FormField ProseField RefField Form"
    ),
    "visninger": Place("tasks", ("v",), "ViewChooser"),
    "ansvarlig": Place("tasks", ("j", "a"), "Picker"),
    "frist": Place("tasks", ("j", "t"), "DatePrompt"),
    "kalender": Place("tasks", ("j", "t", "down"), "MonthGrid"),
    "beskeder": Place("tasks", ("B",), "Report"),
    "papirkurv": Place("tasks", ("P",), "TrashScreen"),
    "tema": Place("tasks", ("T",), "ThemeChooser"),
    "palet": Place("tasks", ("colon",), "Palette"),
    "indstillinger": Place("tasks", ("comma",), "SettingsForm ChoiceField OneValue"),
    "søg": Place("tasks", ("f",), "SearchScreen"),
    "importér": Place("tasks", ("i",), "FilePicker"),
    "hjælp": Place("tasks", ("question_mark",), "Chooser Dialog Lookup"),
    "matrix": Place("roles", ("M",), "Matrix RoleMatrix"),
    "versioner": Place("roles", ("G",), "RoleVersions SectionedDialog"),
    "person": Place("roles", (*["down"] * 8, "p"), "PersonPage"),
    "overdragelse": Place("roles", (*["down"] * 8, "O"), "HandOver"),
    "leverandør": Place("phase_outs", ("slash v a g t p l a n enter", "j", "l"), "VendorPage"),
    "log på": Place("tasks", ("L",), "Login"),
    "læser": Place("tasks", ("Progress",), "Progress"),
    "ark": Place("tasks", ("ark.csv", "w"), "ColumnsDialog"),
}
OWN = {"log på", "ark", "læser"}
"""Places that are not in the demo: they take a store of one's own."""


@asynccontextmanager
async def at(name: str, demo: Store, own: Store) -> AsyncIterator[Dashboard]:
    """The dashboard at a place; the file `ark.csv` is in the current folder where it is read."""
    place = PLACES[name]
    store = own if name in OWN else demo
    async with dashboard(store, place.mode) as open_:
        await open_.press("escape")  # the welcome, where there is one
        if open_.app.current_mode != place.mode:
            await open_.app.switch_mode(place.mode)
        for step in place.steps:
            await _take(open_, step)
        yield open_


async def _take(open_: Dashboard, step: str) -> None:
    if step == "Progress":
        await open_.app.push_screen(Progress("Læser …"))
    elif step.endswith(".csv"):
        await open_.press("i")
        await open_.press(*step.replace(".", " full_stop ").split()[0], "full_stop", *"csv")
        await open_.press("enter")
        await open_.until(lambda: "Gennemsyn af" in open_.text)
    else:
        await open_.press(*step.split())


def nodes(open_: Dashboard) -> Iterator[DOMNode]:
    """All that is alive: the app, what is open, what lies below it, and all their parts."""
    yield open_.app
    for screen in open_.app.screen_stack:
        yield screen
        yield from screen.walk_children()


def is_ours(cls: type) -> bool:
    """Whether a class is of this program and not of its libraries."""
    return cls.__module__.startswith(_LAYERS)


def all_classes() -> list[type]:
    """Every class of ours that answers messages, whether or not it was loaded yet."""
    for module in pkgutil.walk_packages(kombit_tui.__path__, "kombit_tui."):
        if module.name.startswith(_LAYERS):
            importlib.import_module(module.name)
    ours = {one for one in _below(MessagePump) if is_ours(one)}
    return sorted(ours, key=attrgetter("__name__"))


def _below(cls: type[MessagePump]) -> Iterator[type[MessagePump]]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)
