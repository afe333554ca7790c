"""How a list is laid out: order, groups, columns, what is folded, and all of it as views."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from kombit_tui.actions import ARRANGE
from kombit_tui.domain.wanted import Wanted
from kombit_tui.screens.asking import asks
from kombit_tui.screens.filtering import FilteringScreen
from kombit_tui.screens.messages import ViewRequested, WriteRequested
from kombit_tui.widgets.bindings import bindings_of
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording.lines import Column, Layout

if TYPE_CHECKING:
    from kombit_tui.domain.query import Query
    from kombit_tui.domain.views import View

AS_IT_IS = "as-it-is"
"""The choice of no order or group of one's own."""
_DIRECTIONS = {False: "stigende", True: "faldende"}


def is_group(record_id: str) -> bool:
    """Whether a row's id is that of a heading that is no record."""
    return record_id.startswith("group:")


class ArrangingScreen(FilteringScreen):
    """A list screen that can be laid out."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ARRANGE)]
    COLUMNS: ClassVar[Sequence[Column]] = ()
    GROUPS: ClassVar[Sequence[str]] = ()
    """The fields that the list can be grouped by."""
    shown_query: "Query | None" = None
    """What the list that is shown was asked for."""
    hidden: frozenset[str] = frozenset()
    """The labels of the columns that are not wanted."""
    folded: frozenset[str] = frozenset()
    """The headings whose rows are not shown."""
    every_wave = False
    """Whether what is for others' waves is listed too; of the tasks it need not be."""

    def show_pages(self) -> None:
        """Show the rows as they are laid out now; for subclasses."""
        raise NotImplementedError

    def heading_of(self, record_id: str) -> str | None:
        """The heading that a record stands under; None in a list without headings."""
        raise NotImplementedError

    def layout_now(self) -> Layout:
        """How the columns are shown now."""
        hidden = frozenset(at for at, one in enumerate(self.COLUMNS) if one.label in self.hidden)
        sort = self.shown_query.sort if self.shown_query is not None else ()
        return Layout(hidden, next(iter(sort), None))

    def filter_by(self, words: str, record_id: str | None = None) -> None:
        """Put nothing but words in force, or the cursor on a record, which nothing hides."""
        self.folded = frozenset()
        super().filter_by(words, record_id)

    # Order and groups.

    @asks
    async def action_sort(self) -> None:
        """Choose the field that the list is ordered by; the one that is chosen turns round."""
        now = dict(self.wanted.sort)
        fields = [(one.field, one.label) for one in self.COLUMNS if one.field]
        notes = {field: _DIRECTIONS[is_down] for field, is_down in now.items()}
        chosen = await self._field("Ordne efter", fields, next(iter(now), None), notes)
        if chosen is not None:
            self.sort_by(chosen)

    @on(RecordList.OrderRequested)
    def _head_clicked(self, event: RecordList.OrderRequested) -> None:
        self.sort_by(event.field)

    def sort_by(self, field: str) -> None:
        """Order by a field, upwards first; or as normally."""
        is_down = dict(self.wanted.sort).get(field) is False
        self.want(self.wanted._replace(sort=() if field == AS_IT_IS else ((field, is_down),)))

    @asks
    async def action_group(self) -> None:
        """Choose what the list is divided by."""
        from kombit_tui.domain.query.names import FIELDS

        fields = [(field, FIELDS[field].danish.capitalize()) for field in self.GROUPS]
        chosen = await self._field("Gruppér efter", fields, self.wanted.group, {})
        if chosen is not None:
            self.folded = frozenset()
            self.want(self.wanted._replace(group=None if chosen == AS_IT_IS else chosen))

    async def _field(
        self,
        title: str,
        fields: Iterable[tuple[str, str]],
        current: str | None,
        notes: dict[str, str],
    ) -> str | None:
        from kombit_tui.screens.chooser import Chooser, Option

        options = [Option(AS_IT_IS, "Som normalt")]
        options += [Option(field, label, notes.get(field, "")) for field, label in fields]
        return await self.app.push_screen_wait(Chooser(title, options, current or AS_IT_IS))

    @asks
    async def action_columns(self) -> None:
        """Choose the columns that are shown."""
        from kombit_tui.screens.columns import ColumnChooser

        labels = [one.label for one in self.COLUMNS]
        hidden = await self.app.push_screen_wait(ColumnChooser(labels, self.hidden))
        if hidden is not None:
            self.hidden = hidden
            self.list.lay_out(self.layout_now())

    # Folding.

    @on(RecordList.FoldRequested)
    def _fold(self, event: RecordList.FoldRequested) -> None:
        heading = self.heading_of(event.record_id)
        if heading is not None:
            self.fold(heading, event.fold)

    def toggle_fold(self, heading: str) -> None:
        """Fold a heading, or unfold it."""
        self.fold(heading, heading not in self.folded)

    def fold(self, heading: str, is_folded: bool) -> None:
        """Hide the rows of a heading, or show them again; the cursor stays where it can be seen."""
        if is_folded != (heading in self.folded):
            self.folded ^= {heading}
            self.show_pages()

    # Views.

    @asks
    async def action_view(self) -> None:
        """Choose a view, of this screen or another."""
        from kombit_tui.db.queries.views import views
        from kombit_tui.screens.view_chooser import ViewChooser

        found = views(self.store.reader)
        chosen = await self.app.push_screen_wait(ViewChooser(found))
        view = next((one for one in found if one.key == chosen), None)
        if view is not None:
            self.post_message(ViewRequested(view))

    def apply_view(self, view: "View") -> None:
        """See the list as a view says."""
        labels = frozenset(one.label for one in self.COLUMNS)
        shown = labels & frozenset(view.columns)
        self.hidden = labels - shown if shown else frozenset()
        self.folded = frozenset()
        self.every_wave = view.every_wave
        self.want(Wanted(view.filter, view.sort, view.group))
        self.hint(f"Visning: {view.name} · Esc: den almindelige liste")

    @asks
    async def action_save_view(self) -> None:
        """Save how the list is seen now under a name."""
        from kombit_tui.screens.view_chooser import saved_view

        changes, label = await saved_view(self)
        if changes:
            self.post_message(WriteRequested(changes, label))
