"""The import review as the shell keeps it: read, planned against the store, stored, taken up again.

The screen owns what is decided while it is shown; here it is kept in the store, so that leaving
asks nothing and loses nothing.
"""

import asyncio
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.driver import Driver

from kombit_tui.app.settling import Settling
from kombit_tui.db import meta
from kombit_tui.db.changes import Origin
from kombit_tui.errors import StoreError
from kombit_tui.screens.messages import ReviewDecided, ReviewPlanned, ReviewStored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kombit_tui.db.changes import Applied
    from kombit_tui.domain.review import Decisions
    from kombit_tui.ingest.reviewing import Draft, Material

MODE = "review"


class Reviewing(Settling):
    """The part of the shell that has the review."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._material: Material | None = None
        self._decisions: Decisions | None = None
        self._keep_order = asyncio.Lock()
        self._plan_order = asyncio.Lock()
        self._plans_asked = 0

    # Keeping.

    async def _take_up(self) -> bool:
        """Have the review that was kept; tells whether there is one."""
        if self._material is None:
            self._material, self._decisions = await asyncio.to_thread(self._kept)
        return self._material is not None

    def _kept(self) -> "tuple[Material | None, Decisions]":
        from kombit_tui.ingest import kept

        with closing(self.store.connect()) as connection:
            material = kept.material_of(meta.read(connection, meta.REVIEW))
            return material, kept.decisions_of(meta.read(connection, meta.REVIEW_DECISIONS))

    async def _begin_review(self, material: "Material", decisions: "Decisions") -> None:
        """Have something else to look at, and keep it."""
        self._material, self._decisions = material, decisions
        await self._keep_facts(await asyncio.to_thread(self._facts, material, decisions))

    def _facts(self, material: "Material", decisions: "Decisions") -> dict[str, str]:
        from kombit_tui.ingest import kept

        return {
            meta.REVIEW: kept.material_text(material),
            meta.REVIEW_DECISIONS: kept.decisions_text(decisions),
        }

    async def _keep_facts(self, facts: "Mapping[str, str]") -> None:
        async with self._keep_order:
            await asyncio.to_thread(self.store.remember, facts)
        self._data_version = self.store.changes_seen()

    @on(ReviewDecided)
    @work(exit_on_error=False)
    async def _keep_decisions(self, event: ReviewDecided) -> None:
        from kombit_tui.ingest import kept

        self._decisions = event.decisions
        async with self._keep_order:
            if self._decisions is not event.decisions:
                return  # a later one is kept with all that this one says
        text = await asyncio.to_thread(kept.decisions_text, event.decisions)
        try:
            await self._keep_facts({meta.REVIEW_DECISIONS: text, meta.REVIEW_TOLD: event.told})
        except StoreError:
            self.try_later(partial(self._keep_again, event))
            raise

    def _keep_again(self, event: ReviewDecided) -> None:
        if self._decisions is event.decisions:  # else a later one says all that this one did
            self.post_message(ReviewDecided(event.decisions, event.told))

    # Showing.

    async def _drafted(self) -> "Draft":
        """The review against the store of now."""
        return await asyncio.to_thread(self._draft)

    def _draft(self) -> "Draft":
        from kombit_tui.ingest.reviewing import review_of

        assert self._material is not None
        assert self._decisions is not None
        municipality = self.store.municipality_for_writing()
        with closing(self.store.connect()) as connection:
            day = self.store.clock().date()
            draft = review_of(connection, self._material, self._decisions, municipality, day)
        draft.review.entries.prepare()  # here, so that no key waits for it
        return draft

    async def _show_review(self) -> None:
        """Go to the review."""
        self._base.guide("Holder det læste op mod lageret …")
        draft = await self._drafted()
        self._base.guide(self._base.usual_hint())
        here = self._base.MODE
        await self.switch_mode(MODE)
        if here != MODE:
            self._base.came_from = here
        await self._give(draft)

    async def _give(self, draft: "Draft") -> None:
        from kombit_tui.screens.review import ReviewScreen
        from kombit_tui.wording.review import resumable

        if isinstance(self._base, ReviewScreen):
            assert self._decisions is not None
            # What was decided while it was planned is decided.
            review = draft.review.with_decisions(self._decisions)
            self._base.give(review)
            await self._keep_facts({meta.REVIEW_TOLD: resumable(review)})

    @on(ReviewPlanned)
    @work(exit_on_error=False)
    async def _plan_again(self) -> None:
        self._plans_asked += 1
        number = self._plans_asked
        async with self._plan_order:
            if number == self._plans_asked:  # else a later one tells all that this one would
                await self._give(await self._drafted())

    # Storing.

    @on(ReviewStored)
    def _store_review(self, event: ReviewStored) -> None:
        self._write(partial(self._stored, event.label), "Gemt", event.label)

    def _stored(self, label: str) -> "Applied":
        """Store what is taken, against the store of this very moment. Blocks."""
        from kombit_tui.ingest.reviewing import changes_in

        draft = self._draft()
        with closing(self.store.connect()) as connection:
            changes = changes_in(connection, draft)
        return self.store.apply(changes, label, Origin.IMPORT)
