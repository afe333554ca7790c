"""Actions that may open a dialog, so that the keys typed after theirs wait for it."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from textual import work
from textual.message_pump import MessagePump

from kombit_tui.screens.messages import Asked, Asking


def asks(method: Callable[..., Awaitable[None]]) -> Callable[..., Any]:
    """An action as a worker that `kombit_tui.app` knows to be one that asks the user something."""

    @wraps(method)
    async def ask(node: MessagePump, *arguments: object) -> None:
        node.post_message(Asking())
        try:
            await method(node, *arguments)
        finally:
            node.post_message(Asked())

    started = work(exit_on_error=False)(ask)
    started.asks = True  # type: ignore[attr-defined]
    return started
