"""Gennemsyn: everything that was read in some files, entry by entry, before any of it is stored.

It owns what is decided; the app keeps that, plans anew when the store has changed, and stores.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kombit_tui.actions import REVIEW
from kombit_tui.db.queries.selecting import group_row
from kombit_tui.db.store import Store
from kombit_tui.domain.review import Entry, Loss, Review, State, Unread, facts_of
from kombit_tui.screens.messages import ReviewDecided, ReviewPlanned, ReviewStored
from kombit_tui.screens.review_detail import entry_blocks, unread_blocks
from kombit_tui.screens.review_mending import MendingReview
from kombit_tui.widgets.bindings import bindings_of, key_for, with_keys
from kombit_tui.widgets.detail import Block
from kombit_tui.wording import review as words
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.lines import ListRow
from kombit_tui.wording.sync import count

if TYPE_CHECKING:
    from kombit_tui.db.queries.facts import ById
    from kombit_tui.db.queries.selecting import Part as ListPart

_NOT_HERE = frozenset(
    {"new", "toggle_done", "delete", "due", "responsible", "comment", "history", "copy", "export",
     "view", "save_view"}
)  # fmt: skip
"""What is done to records: an entry is none yet."""


class ReviewScreen(MendingReview):
    """The entries of a review under their kinds; what is unchanged and not understood last."""

    MODE = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(REVIEW)]
    CSS_PATH = ["list_screen.tcss", "review.tcss"]  # type: ignore[assignment] # noqa: RUF012
    HINT = words.HINT
    FILTER_HINT = words.FILTER_HINT
    EMPTY = words.EMPTY
    GROUPS = ("project", "due", "tag")
    COLUMNS = words.COLUMNS

    def __init__(self, store: Store, version: Callable[[], int]) -> None:
        super().__init__(store, version)
        self.told = Static(id="review-summary")
        self._planned_at = version()
        self.folded = frozenset({f"group:{words.SAME}"})

    def body(self) -> Sequence[Widget]:
        """What it is about above list and detail."""
        return [self.told, *super().body()]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for what entries have not."""
        return False if action in _NOT_HERE else super().check_action(action, parameters)

    def usual_hint(self) -> str:
        """What can be done, or that there is nothing left to do."""
        return words.OVER if self.review.is_over and self.review.files else self.HINT

    def _notice(self) -> Sequence[str]:
        if self.words or not self.review.files:
            return super()._notice()
        return [with_keys(self.app, line) for line in words.BARREN]

    # What is listed.

    def give(self, review: Review) -> None:
        """Show a review as it is planned against the store of now."""
        self._planned_at = self._version()
        here = review.entries.get(self.list.cursor_id or "")
        if review.files != self.review.files or (here is not None and not here.is_news):
            # Where there is something to decide; not on a heading, nor among what is unchanged.
            first = next((one.id for one in (*review.open, *review.stored)), None)
            self.list.cursor_id = first or self.list.cursor_id
        is_another = review.files != self.review.files
        self._put(review)
        if is_another:  # else what was said of the last step stays
            self.guide(self.usual_hint())
        self.reload()

    def _put(self, review: Review) -> None:
        self.review = review
        self.told.update(Content(one_line(with_keys(self.app, words.summary(review)))))
        self.told.set_class(not review.read, "-empty")

    def reload(self) -> None:
        """List again what was read; where the store has changed, it must first be planned anew."""
        if self._planned_at != self._version() and self.review.files:
            self.post_message(ReviewPlanned())
        else:
            super().reload()

    def rows(self, connection: sqlite3.Connection) -> Sequence[Any]:
        """News under their kinds, then what is unchanged, and what was not understood."""
        return list(self._rows(self.review))

    def _rows(self, review: Review) -> Iterator[Any]:
        yield from self._section(Loss.FAILED)
        every = list(review.entries.values())
        news = [one for one in every if one.state is not State.SAME]
        for kind, plural in words.kinds_in_order(news):
            mine = [one for one in news if one.kind == kind]
            note = "" if self.wanted.asks else words.group_note(mine)
            yield from (group_row(plural, note), *mine)
        for loss in (Loss.CUT, Loss.UNUSED, Loss.UNREAD):
            yield from self._section(loss)
        if same := [one for one in every if one.state is State.SAME]:
            yield from (group_row(words.SAME), *same)

    def _section(self, loss: Loss) -> Iterator[Any]:
        if rows := self.review.of_loss(loss):
            yield from (group_row(words.LOSSES[loss].title), *rows)

    def present(self, row: Entry | Unread) -> ListRow:
        """An entry with what was decided about it, or what is none."""
        if isinstance(row, Unread):
            return words.unread_line(row)
        return words.entry_line(row, self.review.choice(row.id))

    def facts(self, connection: sqlite3.Connection, parts: "Sequence[ListPart]") -> "ById":
        """What a filter may ask."""
        return {
            row.id: facts_of(row) if isinstance(row, Entry) else {"text": row.text.casefold()}
            for part in parts
            for row in part.rows
        }

    def values(self, field: str) -> Sequence[str]:
        """What a field of the entries holds."""
        found = (facts_of(one).get(field) for one in self.review.entries.values())
        return sorted({one for one in found if isinstance(one, str) and one})

    def describe(self, record_id: str) -> Sequence[Block]:
        """All about an entry."""
        row = self.held.get(record_id)
        if isinstance(row, Unread):
            return list(unread_blocks(row))
        if row is None:
            return ()
        key = key_for(self.app, "review.project")
        return list(entry_blocks(row, self.review.choice(row.id), key))

    # What is decided.

    def about(self) -> list[Entry]:
        """The marked entries, else the one under the cursor; on a heading all that it heads."""
        under = {part.heading.id: part.rows for part in self._parts}
        found = (row for one in self.chosen() for row in under.get(one) or (self.held.get(one),))
        return [row for row in found if isinstance(row, Entry)]

    @property
    def _parts(self) -> "Sequence[ListPart]":
        return self._answer.parts if self._answer is not None else ()

    def decide(self, review: Review, told: str) -> None:
        """Let a decision hold, and show it at once."""
        is_mended = review.entries is not self.review.entries
        self._put(review)
        if is_mended:
            self._answer = self._answer._replace(
                parts=[
                    part._replace(rows=[review.entries.get(row.id, row) for row in part.rows])
                    for part in self._parts
                ]
            )
            self.show_pages()
        else:  # thousands of rows stand where they stood
            self.list.show(self.list.pages, self._notice())
        self._describe_cursor()
        self.post_message(ReviewDecided(review.decisions, words.resumable(review)))
        self.guide(told)

    def _decidable(self) -> list[Entry]:
        """Those about which there is something to decide; says why the others are not."""
        about = self.about()
        found = [one for one in about if one.is_news]
        if found:
            return found
        if any(one.state is State.UNREADABLE for one in about):
            self.guide(words.MEND_FIRST, is_error=True)
        else:
            self.guide(words.ALREADY_THERE if about else words.CANNOT_BE_TAKEN, is_error=True)
        return []

    def action_take(self) -> None:
        """Take it, or all of it no longer."""
        about = self._decidable()
        keys = [one.id for one in about]
        if not keys:
            return
        is_taken = all(map(self.review.decisions.taken.get, keys))
        review = self.review.reopen(keys) if is_taken else self.review.take(keys)
        self._next(len(keys), review, "Ikke afgjort" if is_taken else "Tages med")

    def action_leave(self) -> None:
        """Leave it, and what needs it."""
        about = [one for one in self.about() if one.state is not State.SAME]
        if not about:
            self._decidable()
            return
        review = self.review.leave([one.id for one in about])
        along = len(review.left) - len(self.review.left) - len(about)
        self._next(len(about), review, "Tages ikke med", max(along, 0))

    def _next(self, number: int, review: Review, verb: str, along: int = 0) -> None:
        """Say what was decided; after one entry the next one is looked at."""
        told = f"{verb}: {count(number, 'post', 'poster')}"
        more = f", og {count(along, 'post', 'poster')}, der hører til" if along else ""
        is_one = number == 1 and not self.list.marks
        self.list.clear_marks()
        if is_one:
            self._go_on(review)
        self.decide(review, f"{told}{more}. {{review.save}} gemmer det valgte.")

    def _go_on(self, review: Review) -> None:
        """To the next entry that is undecided and can be seen."""
        shown = [
            row.id
            for part in self._parts
            if part.heading.id not in self.folded
            for row in part.rows
        ]
        here = self.list.cursor_id
        after = shown[shown.index(here) + 1 :] if here in shown else []
        still = {one.id for one in review.open}
        following = next((one for one in after if one in still), None)
        if following is not None:
            self.list.go_to(following)

    def action_take_sure(self) -> None:
        """Take all that is sure and undecided; under a filter what it shows."""
        listed = self.review.entries.sure.intersection(self.list.pages.ids())
        keys = [one.id for one in self.review.open if one.id in listed]
        if not keys:
            self.guide(words.NONE_SURE, is_error=True)
            return
        self.decide(self.review.take(keys), words.sure_taken(len(keys)))

    def action_save(self) -> None:
        """Store what is taken."""
        decisions = self.review.decisions
        if self.review.stored or decisions.taught or decisions.columns:
            self.post_message(ReviewStored(words.label_of(self.review)))
        else:
            self.guide(words.NOTHING_TAKEN, is_error=True)
