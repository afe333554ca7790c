"""What all dialogs share: they answer once, and no error of their workers goes quiet."""

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.worker import Worker

from kombit_tui.screens.enduring import Enduring
from kombit_tui.screens.messages import Failed

Answer = TypeVar("Answer")


class Dialog(Enduring, ModalScreen[Answer], Generic[Answer]):
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

    def action_cancel(self) -> None:
        """No answer; all is as it was."""
        self.dismiss(None)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Pass on what went wrong to the app, also from a dialog that has just been closed."""
        if event.worker.error is not None:
            self.app.post_message(Failed(event.worker.error))
