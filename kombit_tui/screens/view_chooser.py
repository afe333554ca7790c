"""Choosing a view, by its digit or by typing its name; saving one; throwing one away."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import Static

from kombit_tui.actions import VIEWS
from kombit_tui.db.changes import Change, Delete, Upsert
from kombit_tui.db.queries.views import views
from kombit_tui.domain.folding import fold
from kombit_tui.domain.ids import natural_id
from kombit_tui.domain.views import View, sort_text
from kombit_tui.screens.chooser import Chooser, Option
from kombit_tui.screens.messages import WriteRequested
from kombit_tui.screens.prompt import Prompt
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.painted import content
from kombit_tui.wording.frame import TABS

if TYPE_CHECKING:
    from kombit_tui.screens.arranging import ArrangingScreen

DIGITS = 9
PRIVATE, SHARED = "private", "shared"
_SCREENS = {tab.mode: tab.label for tab in TABS}


class ViewChooser(Chooser):
    """Answers with the key of the chosen view, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VIEWS)]

    def __init__(self, found: Sequence[View]) -> None:
        self.views = tuple(found)
        options = [Option(one.key, _label(at, one), _note(one)) for at, one in enumerate(found, 1)]
        super().__init__("Visninger", options, about="1-9 vælger · Delete fjerner en gemt visning")

    def on_key(self, event: events.Key) -> None:
        """The digit of a view chooses it."""
        if event.character and event.character in "123456789"[: len(self.views)]:
            event.stop()
            self.dismiss(self.views[int(event.character) - 1].key)

    def action_discard(self) -> None:
        """Throw the view under the cursor away; `u` brings it back."""
        at = self.list.highlighted
        view = None if at is None else self.views[at]
        if view is None or view.is_built_in:
            self.query_one("#chooser-about", Static).update(
                content("Den visning følger med programmet og kan ikke slettes.")
            )
            return
        changes = (Delete(view.key),)
        self.app.screen_stack[0].post_message(
            WriteRequested(changes, f"Visning «{view.name}» slettet")
        )
        self.dismiss(None)


def _label(number: int, view: View) -> str:
    return f"{number if number <= DIGITS else ' '} {view.name}"


def _note(view: View) -> str:
    kind = "" if view.is_built_in else "delt" if view.is_shared else "privat"
    waves = "alle bølger" if view.every_wave else ""
    parts = (_SCREENS.get(view.mode, ""), kind, waves, view.filter)
    return " · ".join(part for part in parts if part)


async def saved_view(screen: "ArrangingScreen") -> tuple[tuple[Change, ...], str]:
    """Ask for a name, and whether colleagues are to have it; the changes that save it."""
    name = await screen.app.push_screen_wait(
        Prompt("Gem visning", "Filter, orden, grupper og kolonner gemmes under et navn.", "navn")
    )
    if not name:
        return (), ""
    options = [
        Option(PRIVATE, "Privat", "kun for dig"),
        Option(SHARED, "Delt", "for alle i kommunen"),
    ]
    chosen = await screen.app.push_screen_wait(Chooser("Hvem skal have den?", options, PRIVATE))
    if chosen is None:
        return (), ""
    wanted = screen.wanted
    labels = [one.label for one in screen.COLUMNS if one.label not in screen.hidden]
    values = {
        "name": name,
        "kind": screen.MODE,
        "filter": wanted.words,
        "sort": sort_text(wanted.sort),
        "grouping": wanted.group,
        "columns_shown": labels if screen.hidden else None,
        "shared": chosen == SHARED,
        "every_wave": screen.every_wave or None,
    }
    return (Upsert("view", _id_of(screen, name), values),), f"Visning «{name}»"


def _id_of(screen: "ArrangingScreen", name: str) -> str:
    """That of the saved view of the same name on the same screen, or a new one."""
    for view in views(screen.store.reader):
        same = view.mode == screen.MODE and fold(view.name) == fold(name)
        if same and not view.is_built_in:
            return view.key
    return natural_id(screen.store.municipality, "view", screen.MODE, screen.store.who, fold(name))
