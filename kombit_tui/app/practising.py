"""The practice: a checklist on the demo's data that ticks by what is really written."""

import asyncio
from contextlib import closing
from functools import partial

from textual import on
from textual.driver import Driver

from kombit_tui.app.writing import Writing
from kombit_tui.db import meta
from kombit_tui.screens.asking import asks
from kombit_tui.screens.base import BaseScreen
from kombit_tui.screens.messages import PracticeLeft
from kombit_tui.wording.wishes import Wish


class Practising(Writing):
    """The part of the shell that leads through the practice."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._practice_since: int | None = None
        """Where in the journal it began; None while it is put away."""
        self._wish: Wish | None = None

    def fulfil(self, wish: Wish) -> None:
        """This store was asked for on another one; call it before the start."""
        self._wish = wish

    def on_mount(self) -> None:
        """Follow the screens; Textual calls the other parts' handlers too."""
        self.screen_change_signal.subscribe(self, lambda _: self._show_practice())
        if self._wish == Wish.PRACTICE:
            self.call_after_refresh(self.action_practice)
        elif self._wish == Wish.DEMO:
            self.call_after_refresh(self._offer_practice)

    @property
    def is_welcome_due(self) -> bool:
        """Whether to ask what to begin with: on an empty store, once, or after the demo."""
        if not self.store.is_empty():
            return False
        return self._wish == Wish.OWN or meta.read(self.store.reader, meta.WELCOMED) is None

    def _offer_practice(self) -> None:
        from kombit_tui.wording.practice import OFFER

        self._base.guide(OFFER)

    @asks
    async def action_practice(self) -> None:
        """Begin the practice or take it up; from one's own store by way of the demo."""
        if len(self.screen_stack) > 1:
            return
        if not self.store.is_demo:
            self.exit(Wish.PRACTICE)
            return
        async with self._write_order:
            self._practice_since = await asyncio.to_thread(self._begin_practice)
        self._changed()
        self._base.hint()

    def _begin_practice(self) -> int:
        """Where the practice began: the one that is not over yet, else now. Blocks."""
        from kombit_tui.db import practice
        from kombit_tui.db.queries.practice import latest_step, steps_done
        from kombit_tui.wording.practice import STEPS

        with closing(self.store.connect()) as connection:
            kept = meta.read(connection, meta.PRACTICE)
            since = int(kept) if kept is not None else latest_step(connection)
            if steps_done(connection, since) >= STEPS.keys():
                since = latest_step(connection)
        self.store.remember({meta.PRACTICE: str(since)})
        self.store.write(partial(practice.prepare, name=f"{meta.PRACTICE}-{since}"), "Øvelse")
        return since

    def _changed(self) -> None:
        super()._changed()
        self._show_practice()

    def _show_practice(self) -> None:
        """Put the checklist on the screen that is shown, as it is now."""
        if self._practice_since is None or not self.screen_stack:
            return
        from kombit_tui.db.queries.practice import steps_done

        self._base.show_practice(steps_done(self.store.reader, self._practice_since))

    @on(PracticeLeft)
    def _leave_practice(self) -> None:
        from kombit_tui.db.queries.practice import steps_done
        from kombit_tui.wording.practice import LEFT, STEPS

        since, self._practice_since = self._practice_since, None
        for mode in self._screen_stacks.values():
            for screen in mode:
                if isinstance(screen, BaseScreen):
                    screen.show_practice(None)
        if since is not None and not steps_done(self.store.reader, since) >= STEPS.keys():
            self._base.guide(LEFT)
