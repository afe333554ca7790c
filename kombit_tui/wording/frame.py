"""What stands in the frame of every screen: the screens by name, and words of the top bar."""

from enum import StrEnum

from kombit_tui.actions import GLOBAL
from kombit_tui.wording.lines import Tab

MODES = ("overview", "agenda", "tasks", "roles", "phase_outs", "timeline", "agreements")
"""The screens, in the order of their keys."""
TABS = tuple(
    Tab(action.keys[0], action.label, mode)
    for action, mode in zip(GLOBAL[: len(MODES)], MODES, strict=True)
)
NO_MUNICIPALITY_NAME = "Ingen kommune"
LOCAL_ONLY = "Kun lokalt"
"""The state of the sync while there is no server."""
DETAIL_WIDTH = 46
"""Columns of the detail where it stands beside the list."""
WIDE = 100
"""From this width on it does."""


class Wish(StrEnum):
    """What the dashboard is closed with when it is to be opened again on another store."""

    DEMO = "demo"
    OWN = "own"
