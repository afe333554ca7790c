"""A list screen whose detail leads on: to the records that its lines name, and back again."""

from collections.abc import Callable

from textual import on

from kombit_tui.db.store import Store
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.messages import RecordRequested
from kombit_tui.widgets.detail import Link
from kombit_tui.widgets.linked_detail import LinkedDetail

UNFOLD = "unfold"
"""The kind of a link that leads nowhere: it tells the rest of its list."""


class FollowingScreen(HeldListScreen):
    """Records named in the detail are gone to with Enter or a click, and Esc comes back."""

    DETAIL_BINDINGS_HINT = (
        "{follow.next}/{follow.before}: linjer · {follow.open}: gå til posten · "
        "{detail.next}/{detail.previous}: næste og forrige post · Esc: tilbage"
    )

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.detail = self.linked = LinkedDetail()
        self.unfolded: frozenset[str] = frozenset()
        """The lists in details that are told in full, by what `Link.record_id` calls them."""
        self._ways_back: list[str] = []
        """The records of this list from which others of it were gone to, the last one last."""

    def tell_again(self) -> None:
        """Describe the record under the cursor once more."""
        self._describe_cursor()

    @on(LinkedDetail.Followed)
    def _followed(self, event: LinkedDetail.Followed) -> None:
        link, here = event.link, self.list.cursor_id
        if here != self.linked.about:
            self.tell_again()  # the keys were quicker than the detail, which still tells of another
        elif link.kind == UNFOLD:
            self.unfolded |= {link.record_id}
            self.tell_again()
        elif here not in (None, link.record_id) and self.list.go_to(link.record_id):
            self._ways_back.append(here)
        else:
            self.go_to_record(link)

    def action_switch_pane(self) -> None:
        """Into the detail of the record that the cursor is on now, and out again."""
        if self.detail.has_focus:
            super().action_switch_pane()
            return
        self.tell_again()
        super().action_switch_pane()
        self.guide(self.DETAIL_BINDINGS_HINT)

    def go_to_record(self, link: Link) -> None:
        """Show a record where it belongs; Esc there leads back here."""
        self.post_message(RecordRequested(link.record_id, link.kind, self.MODE))

    def action_step_out(self) -> None:
        """Back to the record that led here, as long as its detail is read; then as everywhere."""
        is_reading = self.has_class("-detail") or self.detail.has_focus
        while self._ways_back:
            former = self._ways_back.pop()
            if is_reading and self.list.go_to(former):
                return
        super().action_step_out()
