"""A part of the dashboard that goes on where the store cannot be read: a drive that is gone, a disk
that fails. The user is told, sees what was there, and can leave.

Textual would end with the first message whose handling fails.
"""

from textual.message import Message
from textual.message_pump import MessagePump

from kombit_tui.db.trouble import told_of
from kombit_tui.errors import KombitError
from kombit_tui.screens.messages import Failed


class Enduring(MessagePump):
    """For the app and its screens; a fault of the program itself is none of its business."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            told = told_of(error)
            if not isinstance(told, KombitError):
                raise
            self.app.post_message(Failed(told))
