"""What stands in the frame of every screen: the screens by name, and words of the top bar."""

from kombit_tui.actions import GLOBAL
from kombit_tui.wording.lines import Tab

MODES = ("overview", "agenda", "tasks", "roles", "phase_outs", "timeline", "agreements", "sync")
"""The screens, in the order of their keys."""
BESIDE = ("news", "follow_ups", "economy", "incidents")
"""The screens whose keys are letters."""
_ACTIONS = {action.method: action for action in GLOBAL}


def _tab(mode: str) -> Tab:
    action = _ACTIONS[f"show('{mode}')"]
    return Tab(action.keys[0], action.label, mode, mode in BESIDE)


TABS = tuple(map(_tab, (*MODES, *BESIDE)))
"""Every screen by name."""
NO_MUNICIPALITY_NAME = "Ingen kommune"
LOCAL_ONLY = "Kun lokalt"
"""The state of the sync while there is no server."""
DETAIL_WIDTH = 46
"""Columns of the detail where it stands beside the list."""
WIDE = 100
"""From this width on it does."""
