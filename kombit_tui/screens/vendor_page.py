"""A vendor: all of its systems in all campaigns, and the one log of what was said."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from kombit_tui.actions import DIALOG, VENDOR
from kombit_tui.db.queries.vendors import VendorRow
from kombit_tui.screens.dialog import Dialog
from kombit_tui.screens.phase_out_detail import vendor_blocks
from kombit_tui.widgets.bindings import bindings_of, with_keys
from kombit_tui.widgets.detail import Detail
from kombit_tui.widgets.painted import content

HINT = (
    "{vendor.contact}: registrér kontakt · {vendor.mail}: mailudkast · "
    "{detail.next}/{detail.previous}: næste og forrige leverandør · Esc"
)


class VendorPage(Dialog[str | None]):
    """Answers with what is to be done with the vendor that is shown then, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DIALOG, VENDOR)]
    CSS_PATH = "phase_outs.tcss"

    def __init__(self, vendors: Sequence[VendorRow], name: str) -> None:
        super().__init__()
        self.vendors = tuple(vendors)
        self.at = next(at for at, one in enumerate(self.vendors) if one.name == name)
        self.detail = Detail()

    @property
    def vendor(self) -> VendorRow:
        """The one that is shown."""
        return self.vendors[self.at]

    def compose(self) -> ComposeResult:
        """All there is to tell, and what the keys do."""
        with Vertical(classes="box"):
            yield self.detail
            yield Static(content(with_keys(self.app, HINT)), classes="about")

    def on_mount(self) -> None:
        """Begin to read."""
        self._show()
        self.detail.focus()

    def _show(self) -> None:
        self.detail.blocks = tuple(vendor_blocks(self.vendor))

    @on(Detail.StepRequested)
    def _step(self, event: Detail.StepRequested) -> None:
        event.stop()
        self.at = max(0, min(self.at + event.by, len(self.vendors) - 1))
        self._show()

    def action_answer(self, what: str) -> None:
        """Go on with this vendor."""
        self.dismiss(what)
