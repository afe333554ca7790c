"""What the user decides about the sync: conflicts, what was refused, the server, the password."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on, work

from kombit_tui.app.syncing import IN_DEMO, Syncing
from kombit_tui.screens.asking import asks
from kombit_tui.screens.messages import (
    AutomaticRequested,
    DecisionRequested,
    RefusedRequested,
    SyncRequested,
)
from kombit_tui.settings import user_name

if TYPE_CHECKING:
    from kombit_tui.db.changes import Applied
    from kombit_tui.screens.login import Account


class Settling(Syncing):
    """The part of the shell that carries these decisions out."""

    @on(DecisionRequested)
    def _decided(self, event: DecisionRequested) -> None:
        self._write(partial(self._decide, event), "Gemt", event.label)

    def _decide(self, event: DecisionRequested) -> "Applied":
        from kombit_tui.db.sync.deciding import Decision, decide

        wanted = [Decision(one, choice, event.values) for one, choice in event.choices.items()]
        return self.store.write(
            lambda session, intent: decide(session, wanted, intent), event.label
        )

    @on(RefusedRequested)
    def _about_refused(self, event: RefusedRequested) -> None:
        if event.is_given_up:
            self._write(partial(self._give_up, event), "Gemt", event.label)
        else:
            self._send_again(event)

    def _give_up(self, event: RefusedRequested) -> "Applied":
        from kombit_tui.db.sync.deciding import give_up

        return self.store.write(
            lambda session, intent: give_up(session, event.ids, intent), event.label
        )

    @work(exit_on_error=False)
    async def _send_again(self, event: RefusedRequested) -> None:
        from kombit_tui.db.sync.deciding import send_again

        call = partial(
            self.store.write, lambda session, _: send_again(session, event.ids), event.label
        )
        async with self._write_order:
            await asyncio.to_thread(call)
        self._base.hint(event.label)
        self._changed()
        self.post_message(SyncRequested())

    # The server.

    @on(AutomaticRequested)
    @work(exit_on_error=False)
    async def _turn_automatic(self) -> None:
        wanted = not self.settings.auto_sync
        await self._put_in_force(auto_sync=wanted)
        self._say(is_automatic=wanted, waits_for="")
        self._plan()
        told = "til" if wanted else "fra: brug {app.sync_now}, når du vil synkronisere"
        self._base.guide(f"Automatisk synkronisering er slået {told}.")

    async def _put_in_force(self, **changed: Any) -> None:
        """Put settings in force, and write them down."""
        from kombit_tui import settings

        for name, value in changed.items():
            await asyncio.to_thread(settings.keep, name, value)
        self.settings = self.settings._replace(**changed)

    @asks
    async def action_login(self) -> None:
        """Say which server it is, and who one is there."""
        if len(self.screen_stack) == 1:
            await self.log_in()

    async def log_in(self) -> bool:
        """Ask for server, name and password; tells whether there is a server now."""
        if self.store.is_demo:
            self._base.guide(IN_DEMO)
            return False
        from kombit_tui.app import joining
        from kombit_tui.screens.login import Login

        known = await asyncio.to_thread(joining.known_account, self.settings)
        login = Login(known, partial(joining.test, self.store, self.settings))
        account = await self.push_screen_wait(login)
        if account is None:
            return False
        await self._join(account)
        return True

    async def _join(self, account: "Account") -> None:
        """Belong to that server from now on, and meet it."""
        from kombit_tui.app import joining

        if account.municipality is not None:
            await self._become(account.municipality)
        await self._put_in_force(server=account.server, server_user=account.user)
        self.store.who = user_name(self.settings)
        await asyncio.to_thread(joining.join, self.store, account)
        self.meet = None
        self._say(trouble=None, warnings=())
        self._begin()
        self._changed()
        self.post_message(SyncRequested())
