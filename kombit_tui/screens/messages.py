"""What screens ask of the app. Plain values; never a widget, a model or a callback."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from kombit_tui.db.changes import Change
    from kombit_tui.domain.views import View


@dataclass
class WriteRequested(Message):
    """Make these changes as one step."""

    changes: "tuple[Change, ...]"
    label: str


@dataclass
class Failed(Message):
    """Something went wrong that the user must be told."""

    error: BaseException


@dataclass
class Told(Message):
    """The user was told something that may be looked up again."""

    text: str
    is_error: bool


@dataclass
class ListRequested(Message):
    """Show a screen with its list filtered, or with the cursor on a record."""

    mode: str
    words: str = ""
    record_id: str | None = None


@dataclass
class ViewRequested(Message):
    """Show a screen with its list as a view says."""

    view: "View"


@dataclass
class ImportRequested(Message):
    """Read this file."""

    path: str


@dataclass
class StoreRequested(Message):
    """Go on with another store."""

    demo: bool


@dataclass
class Asking(Message):
    """An action that may open dialogs has begun."""


@dataclass
class Asked(Message):
    """An action that may have opened a dialog has come to its end."""
