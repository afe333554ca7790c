"""Actions that open a dialog, a field or a screen: the keys typed after theirs wait for it."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar

from textual import work
from textual.message_pump import MessagePump

from kombit_tui.screens.messages import Asked, Asking, Ready

_Action = TypeVar("_Action", bound=Callable[..., Any])


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


def leads(method: _Action) -> _Action:
    """An action that goes to another screen, or says `Ready` where it does not."""
    method.asks = True  # type: ignore[attr-defined]
    return method
