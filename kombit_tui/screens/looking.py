"""What is looked up or taken along from a list: history, copy, export."""

from kombit_tui.screens.choosing import ChoosingScreen


class LookingScreen(ChoosingScreen):
    """A list screen that can do this."""
