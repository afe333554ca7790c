"""What screens ask of the app. Plain values; never a widget, a model or a callback."""

from typing import TYPE_CHECKING

from kombit_tui.widgets.plain_message import PlainMessage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kombit_tui.db.changes import Change
    from kombit_tui.domain.conflicts import Choice
    from kombit_tui.domain.review import Decisions
    from kombit_tui.domain.views import View


class WriteRequested(PlainMessage):
    """Make these changes as one step."""

    changes: "tuple[Change, ...]"
    label: str


class DecisionRequested(PlainMessage):
    """Decide these conflicts as one step."""

    choices: "Mapping[str, Choice]"
    label: str
    values: "Mapping[str, Any] | None" = None
    """What the fields are to hold, where neither version is wanted."""


class RefusedRequested(PlainMessage):
    """Do something about records that the server would not have."""

    ids: tuple[str, ...]
    is_given_up: bool
    """Whether they are to be as the server has them; else they are sent again."""
    label: str


class PracticeLeft(PlainMessage):
    """The practice is put away until it is asked for again."""


class SyncRequested(PlainMessage):
    """Meet the server now."""

    compare: bool = False
    """Compare everything anew."""
    accept_mass_change: bool = False
    """Let vanish here what vanished there, however much it is."""


class AutomaticRequested(PlainMessage):
    """Meet the server without being asked from now on, or no longer."""


class Failed(PlainMessage):
    """Something went wrong that the user must be told."""

    error: BaseException


class Told(PlainMessage):
    """The user was told something that may be looked up again."""

    text: str
    is_error: bool


class ListRequested(PlainMessage):
    """Show a screen with its list filtered, or with the cursor on a record."""

    mode: str
    words: str = ""
    record_id: str | None = None
    back: str | None = ""
    """The screen that Esc leads back to from there: "" is Overblik, None leaves it as it is."""


class RecordRequested(PlainMessage):
    """Show a record on the screen that has it."""

    record_id: str
    kind: str
    back: str
    """The screen that Esc leads back to from there."""


class ViewRequested(PlainMessage):
    """Show a screen with its list as a view says."""

    view: "View"


class ReviewDecided(PlainMessage):
    """Keep what was decided about what was read."""

    decisions: "Decisions"
    told: str
    """How far one is."""


class ReviewPlanned(PlainMessage):
    """Hold what was read against the store again: it, or what a name means, has changed."""


class ReviewStored(PlainMessage):
    """Store what was taken of what was read, as one step."""

    label: str


class Asking(PlainMessage):
    """An action that may open dialogs has begun."""


class Asked(PlainMessage):
    """An action that may have opened a dialog has come to its end."""


class Ready(PlainMessage):
    """What an action has opened has the focus: the keys typed after its own may come."""
