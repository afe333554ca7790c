"""What is changed from a list: new, edit, delete, deadline, responsible, comment."""

from kombit_tui.screens.choosing import ChoosingScreen


class EditingScreen(ChoosingScreen):
    """A list screen that can do this."""
