"""What is looked up from everywhere: search in all records, and the bin."""

from typing import TYPE_CHECKING

from textual import on, work

from kombit_tui.app.base import ShellBase
from kombit_tui.screens.asking import asks
from kombit_tui.screens.messages import ListRequested, RecordRequested, WriteRequested

if TYPE_CHECKING:
    from kombit_tui.db.queries.search import Hit

SCREEN_OF = {
    "task": "tasks",
    "meeting": "agenda",
    "agenda_item": "agenda",
    "question": "agenda",
    "news": "news",
    "role": "roles",
    "campaign": "phase_outs",
    "campaign_system": "phase_outs",
    "milestone": "timeline",
    "agreement": "agreements",
    "price": "economy",
    "profile": "economy",
    "incident": "incidents",
    "system": "incidents",
}
"""Kind of record -> the screen whose list has it; other kinds open a page of their own."""
GONE = "Posten er slettet i mellemtiden."


class Finding(ShellBase):
    """The part of the shell that looks things up."""

    @asks
    async def action_search(self) -> None:
        """Find in all records, and go to one."""
        if len(self.screen_stack) > 1:
            return
        from kombit_tui.screens.search import SearchScreen

        hit = await self.push_screen_wait(SearchScreen(self.store))
        if hit is not None:
            await self.go_to(hit)

    @on(RecordRequested)
    @work(exit_on_error=False)
    async def _record_requested(self, event: RecordRequested) -> None:
        from kombit_tui.db.queries.belonging import titles
        from kombit_tui.db.queries.search import Hit

        title = titles(self.store.reader, [event.record_id]).get(event.record_id)
        if title is None:
            self._base.hint(GONE, is_error=True)
        else:
            await self.go_to(Hit(event.record_id, event.kind, title, ""), event.back)

    async def go_to(self, hit: "Hit", back: str = "") -> None:
        """Show a record in the list that has it; one that no list has on a page of its own."""
        from kombit_tui.db.queries.search import has_roles, place_of

        record_id, kind = place_of(self.store.reader, hit.id, hit.kind)
        if kind == "person" and has_roles(self.store.reader, record_id):
            self.post_message(ListRequested("roles", hit.title, back=back))
        elif kind in SCREEN_OF:
            self.post_message(ListRequested(SCREEN_OF[kind], "", record_id, back))
        else:
            await self._show_page(hit)

    async def _show_page(self, hit: "Hit") -> None:
        from kombit_tui.db.queries.search import record_of
        from kombit_tui.domain.records import KINDS
        from kombit_tui.screens.prompt import Report
        from kombit_tui.wording.field_values import record_lines

        values, titles = record_of(self.store.reader, hit.id, hit.kind)
        if not values:
            self._base.hint(GONE, is_error=True)
            return
        lines = list(record_lines(KINDS[hit.kind], values, titles))
        await self.push_screen_wait(Report(f"{KINDS[hit.kind].danish}: {hit.title}", lines))

    @asks
    async def action_trash(self) -> None:
        """See what was deleted, and bring it back."""
        if len(self.screen_stack) > 1:
            return
        from kombit_tui.screens.trash import TrashScreen

        answer = await self.push_screen_wait(TrashScreen(self.store))
        if answer is not None:
            self.post_message(WriteRequested(*answer))
