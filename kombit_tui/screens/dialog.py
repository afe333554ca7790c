"""What all dialogs share: they answer once."""

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """A question over the screen, closed by its first answer."""

    _is_answered = False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer, unless that was done.

        Enter pressed twice at once would otherwise also close what lies below.
        """
        if self._is_answered:
            return AwaitComplete()
        self._is_answered = True
        return super().dismiss(result)
