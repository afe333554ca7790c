"""What is mended in the import review: fields, which project is meant, what the columns are.

What is said of a project or a column is a rule: what was read is planned anew, and the next import
goes by it.
"""

from collections.abc import Sequence
from typing import Any

from kombit_tui.db.forms import Part
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review import Entry, Review
from kombit_tui.screens.asking import asks
from kombit_tui.screens.held_list import HeldListScreen
from kombit_tui.screens.messages import ReviewPlanned, WriteRequested
from kombit_tui.wording import review as words


class MendingReview(HeldListScreen):
    """A review whose entries can be mended."""

    review = Review()

    def about(self) -> list[Entry]:
        """The entries that an action works on; for subclasses."""
        raise NotImplementedError

    def decide(self, review: Review, told: str) -> None:
        """Let a decision hold; for subclasses."""
        raise NotImplementedError

    @asks
    async def action_edit(self) -> None:
        """Mend what was read, in the form of its kind."""
        from kombit_tui.screens.form import Form

        entry = next(iter(self.about()), None)
        if entry is None:
            self.guide(words.NO_ENTRY, is_error=True)
            return
        part = Part(entry.kind, entry.id, entry.values)
        heading = f"{KINDS[entry.kind].danish}: {entry.title or '(uden navn)'}"
        answer = await self.app.push_screen_wait(Form(self.store, (part,), heading, entry.titles))
        if answer is None:
            return
        typed: dict[str, Any] = {}
        for change in answer.changes:
            if getattr(change, "id", None) == entry.id:
                typed |= change.values  # type: ignore[union-attr]
            else:  # somebody was named who was not there yet
                self.post_message(WriteRequested((change,), heading))
        if typed:
            self._mend([entry], typed)

    def _mend(self, about: Sequence[Entry], typed: dict[str, Any]) -> None:
        """Put values in; a project in the place of an unknown name is remembered by that name."""
        review = self.review
        project = typed.get("project")
        names = {one.unknown["project"] for one in about if project and "project" in one.unknown}
        for name in names:
            review = review.teach(name, str(project))
        rest = {key: one for key, one in typed.items() if key != "project" or not names}
        keys = [one.id for one in about]
        review = review.type(keys, rest) if rest else review.take(keys)
        self.decide(review, words.mended(len(about)))
        if names:
            self.post_message(ReviewPlanned())

    @asks
    async def action_project(self) -> None:
        """Say which of the known projects is meant."""
        from kombit_tui.db.queries.records import choices_of, subjects
        from kombit_tui.screens.picker import NONE, Picker

        about = [one for one in self.about() if KINDS[one.kind].field("project")]
        if not about:
            self.guide(words.NO_PROJECT, is_error=True)
            return
        first = about[0]
        choices = await self._from_store(choices_of, "project")
        read = first.unknown.get("project", first.title)
        picker = Picker("Hvilket projekt?", "project", choices, about=words.which_project(read))
        key = await self.app.push_screen_wait(picker)
        if key is not None:
            self._mend(about, {"project": None if key == NONE else key})
            if key != NONE and "project" in first.unknown:
                [project] = await self._from_store(subjects, [key])
                self.guide(words.taught(read, project.title, is_kept=project.is_ours))

    @asks
    async def action_map_columns(self) -> None:
        """Look at the columns of the spreadsheets, and say what they are."""
        from kombit_tui.screens.review_columns import ColumnsDialog

        if not self.review.tables:
            self.guide(words.NO_TABLES, is_error=True)
            return
        said = await self.app.push_screen_wait(ColumnsDialog(self.review.tables))
        if said is not None:
            self.decide(self.review.map_columns(said), words.MAPPED)
            self.post_message(ReviewPlanned())
