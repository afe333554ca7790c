"""Point to a record by typing part of its name; or to none; or to a person who is new here."""

from collections.abc import Sequence
from typing import NamedTuple

from kombit_tui.db.changes import Change, Create
from kombit_tui.db.queries.records import Choice
from kombit_tui.domain.ids import new_id
from kombit_tui.domain.text import clean, squeeze
from kombit_tui.screens.chooser import Chooser, Option

NONE = "none:"
NEW = "new:"
"""How the answers begin that are no record; ids of records have no colon."""
SHOWN = 200
"""More are not listed: typing finds them."""
CREATABLE = ("person",)
"""Kinds of which a new record needs no more than its name."""


class Picked(NamedTuple):
    """What was chosen."""

    id: str | None
    title: str
    changes: tuple[Change, ...] = ()
    """What must be written for it to be there."""


class Picker(Chooser):
    """Answers with a record's id, `NONE`, or `NEW` and a name."""

    def __init__(
        self,
        title: str,
        kind: str,
        choices: Sequence[Choice],
        current: str | None = None,
        about: str = "",
        typed: str = "",
    ) -> None:
        super().__init__(title, _options(choices), current or NONE, about, typed=True)
        self.kind = kind
        self.begun = typed

    def on_mount(self) -> None:
        """Go on with what was begun."""
        self.type(self.begun)

    def type(self, text: str) -> None:
        """Put more into the field."""
        self.input.value += text
        self.input.cursor_position = len(self.input.value)

    def look_for(self, words: str) -> None:
        """List what is found; last, to make what is not."""
        super().look_for(words)
        name = squeeze(clean(words))
        known = {option.label.casefold() for option in self.options}
        if self.kind in CREATABLE and name and name.casefold() not in known:
            self.show([*self.found, Option(NEW + name, f"Opret «{name}»")])

    def show(self, found: Sequence[Option]) -> None:
        """List as many as can be looked through."""
        self.found = found
        super().show(found if len(found) <= SHOWN else [*found[: SHOWN - 1], found[-1]])

    def picked(self, key: str, municipality: str) -> Picked:
        """What an answer means."""
        if key == NONE:
            return Picked(None, "")
        if not key.startswith(NEW):
            return Picked(key, next(one.label for one in self.options if one.key == key))
        name, record_id = key.removeprefix(NEW), new_id(municipality)
        return Picked(record_id, name, (Create(self.kind, {"name": name}, record_id),))


def _options(choices: Sequence[Choice]) -> list[Option]:
    return [
        Option(NONE, "Ingen"),
        *(Option(one.id, one.title or "(uden navn)", one.note) for one in choices),
    ]
