"""A dialog in which one types in a field and goes on into the list below it."""

from typing import Generic

from textual import on
from textual.widgets import Input, OptionList

from kombit_tui.screens.dialog import Answer, Dialog
from kombit_tui.widgets.text_input import TextInput


class Lookup(Dialog[Answer], Generic[Answer]):
    """The keys that such dialogs share; what is listed is theirs."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.input = TextInput(placeholder=placeholder)
        self.list = OptionList()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.list.action_select()

    def key_down(self) -> None:
        """From the field into the list."""
        if self.input.has_focus:
            self.list.action_cursor_down()

    def key_up(self) -> None:
        """From the field into the list."""
        if self.input.has_focus:
            self.list.action_cursor_up()
