"""Every action, worker and message handler is made to fail once; none of them may do so in silence.

An action or a worker that fails is told of in Danish, and the dashboard goes on. A handler that
fails ends the dashboard in words (`test_crash`): here is shown that its error gets that far.
"""

import inspect
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.message import Message

from kombit_tui.app import KombitApp
from kombit_tui.app.shell import SCREENS
from kombit_tui.db.store import Store
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.dialog import Dialog
from tests.tools.dashboard import Dashboard
from tests.trust.places import PLACES, all_classes, at, is_ours, nodes

SECRET = "Hanne Holms sygemelding"
Broken = tuple[str, Callable[[pytest.MonkeyPatch, type[Exception]], None]]
"""The name of something that can fail, and what makes it fail."""


class Planted(Exception):
    """What every fault here is a kind of."""


def fault(cls: type, name: str) -> type[Exception]:
    """A kind of error that only one place raises."""
    return type(f"Planted_{cls.__name__}_{name.strip('_')}", (Planted,), {})


def raiser(kind: type[Exception]) -> Callable[..., None]:
    """A function that fails, whatever it is given."""

    def fail(*_: object, **__: object) -> None:
        raise kind(SECRET)

    return fail


def innermost(method: Any) -> tuple[Any, Any]:
    """The cell of a decorator that holds what was decorated, and that; no cell where none is."""
    cell = None
    while hasattr(method, "__wrapped__"):
        inner = method.__wrapped__
        cells = (one for one in method.__closure__ or () if one.cell_contents is inner)
        cell, method = next(cells), inner
    return cell, method


def starts_worker(method: Any) -> bool:
    """Whether calling a method starts a worker."""
    found = inspect.unwrap(method, stop=_is_work) if callable(method) else None
    return found is not None and _is_work(found)


def _is_work(method: Any) -> bool:
    code = getattr(method, "__code__", None)
    return code is not None and code.co_filename.endswith("_work_decorator.py")


def methods(cls: type, wanted: Callable[[str, Any], bool]) -> list[str]:
    """The names of a class's own methods of some sort."""
    return [
        name for name, one in vars(cls).items() if inspect.isfunction(one) and wanted(name, one)
    ]


def actions_and_workers(cls: type) -> list[str]:
    """What a key asks for, and what goes on in the background."""
    return methods(cls, lambda name, one: name.startswith("action_") or starts_worker(one))


def handlers(cls: type) -> Iterator[tuple[str, type[Message] | None]]:
    """What answers messages: named after one, or said to be for one."""
    for name in methods(cls, lambda name, _: name.startswith(("on_", "_on_"))):
        if not name.endswith("on_event"):
            yield name, None
    for message, found in vars(cls).get("_decorated_handlers", {}).items():
        yield from ((method.__name__, message) for method, _ in found)


def break_(patch: pytest.MonkeyPatch, cls: type, name: str, kind: type[Exception]) -> None:
    """Let a method fail, below whatever decorates it."""
    method = vars(cls)[name]
    cell, inner = innermost(method)
    if cell is None:
        patch.setattr(cls, name, raiser(kind))
        return

    async def fail(*_: object, **__: object) -> None:
        raise kind(SECRET)

    patch.setattr(
        cell, "cell_contents", fail if inspect.iscoroutinefunction(inner) else raiser(kind)
    )


def classes_to_test(open_: Dashboard, place: str) -> Iterator[tuple[type, DOMNode]]:
    """The classes that are first met at a place, each with something alive that is of it."""
    alive = list(nodes(open_))
    for name in PLACES[place].shows.split():
        found = [
            (cls, node)
            for node in alive
            for cls in type(node).__mro__
            if cls.__name__ == name and is_ours(cls)
        ]
        assert found, f"{name} is not there"
        yield found[0]


async def fails_in_words(open_: Dashboard, cls: type, node: DOMNode, name: str) -> None:
    """Let an action or a worker fail, and see it told."""
    kind = fault(cls, name)
    with pytest.MonkeyPatch.context() as patch:
        break_(patch, cls, name, kind)
        patch.setattr(node, "check_action", lambda *_: True)
        if name.startswith("action_"):
            await open_.app.run_action(name.removeprefix("action_"), node)
        else:
            getattr(node, name)()
        await open_.until(lambda: any(kind.__name__ in one.text for one in open_.app.told))
    told = next(one for one in open_.app.told if kind.__name__ in one.text)
    assert told.is_error
    assert told.text.startswith("Uventet fejl")
    assert SECRET not in told.text
    assert open_.app.is_running
    assert not open_.app._exit


@pytest.fixture(autouse=True)
def _ark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet to read, and nobody's home."""
    heads = "Opgavenavn;Projekt;Slutdat;Efter"
    (tmp_path / "ark.csv").write_text(f"{heads}\nUdpeg leder;Løn;31-12-2026;Bo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path))


@pytest.mark.parametrize("place", PLACES)
async def test_an_action_or_a_worker_that_fails_says_so_and_the_dashboard_goes_on(
    demo_store: Store, store: Store, place: str
) -> None:
    noted: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        logger = logging.getLogger("kombit_tui")
        patch.setattr(logger, "error", lambda *_, exc_info: noted.append(type(exc_info).__name__))
        async with at(place, demo_store, store) as open_:
            wanted = []
            for cls, node in list(classes_to_test(open_, place)):
                for name in actions_and_workers(cls):
                    await fails_in_words(open_, cls, node, name)
                    wanted.append(fault(cls, name).__name__)
    assert noted == wanted, "each is in the log once"


@pytest.mark.parametrize("place", PLACES)
async def test_the_error_of_a_handler_reaches_the_one_door(
    demo_store: Store, store: Store, place: str
) -> None:
    async with at(place, demo_store, store) as open_:
        for cls, node in list(classes_to_test(open_, place)):
            for name, message in handlers(cls):
                kind = fault(cls, name)
                with pytest.MonkeyPatch.context() as patch:
                    sent = _only(patch, node, cls, name, message, kind)
                    with pytest.raises(kind):
                        await node._dispatch_message(sent)


def _only(
    patch: pytest.MonkeyPatch,
    node: DOMNode,
    cls: type,
    name: str,
    message: type[Message] | None,
    kind: type[Exception],
) -> Message:
    """A message that nothing but this handler answers, which fails."""
    if message is None:
        for other in type(node).__mro__:
            if is_ours(other) and name in vars(other):
                patch.setattr(other, name, raiser(kind) if other is cls else lambda *_: None)
        called = type("Called", (Message,), {})
        patch.setattr(called, "handler_name", name.removeprefix("_"))
        sent: Message = called()
        return sent
    patch.setattr(cls, "_decorated_handlers", {message: [(raiser(kind), {})]})
    empty: Message = type("Empty", (message,), {"__init__": Message.__init__})()
    return empty


def test_every_class_with_something_to_fail_has_its_place() -> None:
    shown = [name for place in PLACES.values() for name in place.shows.split()]
    assert len(shown) == len(set(shown))
    with_something = {
        one.__name__ for one in all_classes() if actions_and_workers(one) or any(handlers(one))
    }
    unplaced = with_something - set(shown)
    assert not unplaced, "say in tests/trust/places.py where one meets it first"


def test_every_screen_has_its_place() -> None:
    unplaced = set(SCREENS) - {place.mode for place in PLACES.values()}
    assert not unplaced, "a screen has its place by its name in launch.SCREENS"


def test_workers_are_started_where_their_errors_are_passed_on() -> None:
    """`Worker.StateChanged` does not bubble: screens, dialogs and the app listen to it."""
    boundary = (BaseScreen, Dialog)
    elsewhere = [
        one.__name__
        for one in all_classes()
        if any(starts_worker(method) for method in vars(one).values())
        and not issubclass(one, boundary)
        and not issubclass(KombitApp, one)
    ]
    assert not elsewhere


def test_the_test_sees_a_decorated_worker() -> None:
    method = vars(KombitApp)["_load_the_rest"]
    assert starts_worker(method)
    assert innermost(method)[0] is not None
    assert not starts_worker(KombitApp.report)
