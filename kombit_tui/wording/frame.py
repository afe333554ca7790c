"""What stands in the frame of every screen: the screens by name, and words of the top bar."""

from kombit_tui.actions import GLOBAL
from kombit_tui.wording.lines import Tab

_SHOW = "show('"
_SHOWN = {one.method[len(_SHOW) : -2]: one for one in GLOBAL if one.method.startswith(_SHOW)}
MODES = tuple(mode for mode, one in _SHOWN.items() if one.keys[0].isdigit())
"""The screens, in the order of their keys."""
NOT_NAMED = "conflict"
"""The screen that Synk leads to, and that has no place of its own in the top bar."""
BESIDE = tuple(mode for mode in _SHOWN if mode not in (*MODES, NOT_NAMED))
"""The screens whose keys are letters."""
TABS = tuple(
    Tab(_SHOWN[mode].keys[0], _SHOWN[mode].label, mode, mode in BESIDE)
    for mode in (*MODES, *BESIDE)
)
"""Every screen by name."""
NO_MUNICIPALITY_NAME = "Ingen kommune"
LOCAL_ONLY = "Kun lokalt"
"""The state of the sync while there is no server."""
DETAIL_WIDTH = 46
"""Columns of the detail where it stands beside the list."""
WIDE = 100
"""From this width on it does."""
