"""Actions that may open a dialog or a field, so that the keys typed after theirs wait for it."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from textual import work
from textual.message_pump import MessagePump

from kombit_tui.screens.messages import Asked, Asking, Ready


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


def opens(method: Callable[..., None]) -> Callable[..., None]:
    """An action that gives a field the focus, and asks nothing."""

    @wraps(method)
    def open_(node: MessagePump, *arguments: object) -> None:
        method(node, *arguments)
        node.post_message(Ready())

    open_.asks = True  # type: ignore[attr-defined]
    return open_
