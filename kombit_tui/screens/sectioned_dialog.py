"""A dialog around a list whose rows stand under headings that can be folded."""

from collections.abc import Sequence
from typing import Generic

from textual import on

from kombit_tui.screens.dialog import Answer, Dialog
from kombit_tui.screens.listed_rows import Sectioned
from kombit_tui.widgets.record_list import RecordList
from kombit_tui.wording.lines import Column


class SectionedDialog(Dialog[Answer], Generic[Answer]):
    """Knows what is folded; what is listed is its heirs'."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.list = RecordList(columns)
        self.folded: frozenset[str] = frozenset()

    def show(self) -> None:
        """List the rows, those of `folded` headings hidden."""
        raise NotImplementedError

    @on(RecordList.FoldRequested)
    def _fold(self, event: RecordList.FoldRequested) -> None:
        pages = self.list.pages
        heading = pages.heading_of(event.record_id) if isinstance(pages, Sectioned) else None
        if heading is not None and event.fold != (heading in self.folded):
            self.folded ^= {heading}
            self.show()
