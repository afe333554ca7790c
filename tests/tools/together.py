"""The dashboard with a server: one that a scenario plays, or the real one in this process."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx

from kombit_tui.app import KombitApp, syncing
from kombit_tui.db import meta
from kombit_tui.db.store import Store
from kombit_tui.settings import Settings
from kombit_tui.sync.client import Client
from kombit_tui.sync.engine import Engine
from kombit_tui.sync.report import Report
from tests.tools.dashboard import Dashboard, _Heard, settle
from tests.tools.scenarios import SERVER, USER, Meet

SETTINGS = Settings(server=SERVER, server_user=USER)


def connected(store: Store, meet: Meet, start: str = "sync", **settings: Any) -> KombitApp:
    """The dashboard of a user whose store belongs to a server."""
    syncing.START_DELAY = 0.01
    app = KombitApp(store, start=start)
    app.sync_with(Settings(**{"server": SERVER, "server_user": USER, **settings}))
    app.meet = meet
    return app


async def settled(open_: Dashboard) -> None:
    """Wait until the first meeting is over, and what came of it is shown."""
    await open_.until(lambda: open_.app._numbers is not None and not open_.app.is_meeting)
    await settle(open_.pilot)
    await open_.until(lambda: bool(open_.app._base.top_bar.sync_state))
    await settle(open_.pilot)


@asynccontextmanager
async def together(
    store: Store,
    meet: Meet,
    start: str = "sync",
    size: tuple[int, int] = (120, 36),
    **settings: Any,
) -> AsyncIterator[Dashboard]:
    """The dashboard after its first meeting; an error that nobody foresaw fails the test."""
    heard = _Heard()
    logger = logging.getLogger("kombit_tui")
    logger.addHandler(heard)
    app = connected(store, meet, start, **settings)
    try:
        async with app.run_test(size=size) as pilot:
            open_ = Dashboard(app, pilot)
            if settings.get("auto_sync", True):
                await settled(open_)
            yield open_
    finally:
        logger.removeHandler(heard)
    assert not heard.errors, heard.errors


def real(server: Any, account: str, password: str) -> Callable[[Any], Report]:
    """Meetings with the real server in this process."""

    def made(store: Store) -> Engine:
        transport = httpx.WSGITransport(app=server)
        return Engine(store, Client(SERVER, account, password, transport=transport))

    return meetings(made)


def meetings(make: Callable[[Store], Engine]) -> Callable[[Any], Report]:
    """Meetings as the dashboard has them: with one engine, which is made for the first."""
    made: list[Engine] = []

    def meet(order: Any) -> Report:
        if not made:
            made.append(make(order.store))
        return made[0].run(
            progress=order.progress,
            cancelled=order.cancelled,
            compare=order.compare,
            accept_mass_change=order.accept_mass_change,
        )

    return meet


def belong(store: Store, municipality: str, account: str) -> None:
    """The store belongs to a municipality and to the server."""
    store.set_municipality(municipality)
    store.remember({meta.SERVER: SERVER, meta.SERVER_USER: account})
