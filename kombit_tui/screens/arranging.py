"""How a list is laid out: views, order, groups, columns."""

from kombit_tui.screens.choosing import ChoosingScreen


class ArrangingScreen(ChoosingScreen):
    """A list screen that can do this."""
