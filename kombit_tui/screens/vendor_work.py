"""What is done with vendors from Udfasning: a contact, the vendor's page, a mail drafted."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kombit_tui.db.queries.phase_outs import SystemRow
from kombit_tui.screens.asking import asks
from kombit_tui.screens.held_list import HeldListScreen

if TYPE_CHECKING:
    from kombit_tui.db.queries.vendors import VendorPart, VendorRow
    from kombit_tui.wording.vendor_mail import Mail

NO_SYSTEM = "Sæt markøren på et system, eller markér nogle: det er deres leverandør."
NO_VENDOR = "«{name}» har ingen leverandør. Skriv den på it-systemet."
NOTHING_LEFT = "Leverandøren har ingen systemer, der mangler at blive flyttet."
BETWEEN = "\n\n" + "-" * 40 + "\n\n"
"""Between the mails to several vendors."""


class VendorWork(HeldListScreen):
    """A list of systems whose vendors can be dealt with."""

    def _systems(self) -> Sequence[SystemRow]:
        """The chosen systems that have a vendor; says why there are none."""
        found = [self.held.get(one) for one in self.chosen()]
        rows = [row for row in found if isinstance(row, SystemRow)]
        able = [row for row in rows if row.vendor]
        if not rows:
            self.hint(NO_SYSTEM, is_error=True)
        elif len(able) < len(rows):
            without = next(row.name for row in rows if not row.vendor)
            self.hint(NO_VENDOR.format(name=without), is_error=True)
        return able

    # Contact.

    @asks
    async def action_contact(self) -> None:
        """Note a contact with the vendors of the chosen systems."""
        rows = self._systems()
        if not rows:
            return
        from kombit_tui.db.stepping import contact

        vendors = list(dict.fromkeys(row.vendor or "" for row in rows))
        told = vendors[0] if len(vendors) == 1 else f"{len(vendors)} leverandører"
        if said := await self._ask_contact(told):
            self._write_edit(contact(rows, said, self._me), f"Kontakt med {told}")

    async def _ask_contact(self, told: str) -> "Mapping[str, Any] | None":
        """What was said when; None when nothing is to be noted."""
        from kombit_tui.db.changes import Create
        from kombit_tui.db.stepping import contact_part
        from kombit_tui.screens.form import Form

        form = Form(self.store, (contact_part(self._me),), f"Kontakt med {told}", {})
        answer = await self.app.push_screen_wait(form)
        made = answer.changes if answer is not None else ()
        return next((one.values for one in made if isinstance(one, Create)), None)

    # The vendor's page.

    @asks
    async def action_vendor(self) -> None:
        """See all of a vendor's systems and its log, and go on from there."""
        row = self.held.get(self.list.cursor_id)
        if not isinstance(row, SystemRow):
            self.hint(NO_SYSTEM, is_error=True)
        elif row.vendor is None:
            self.hint(NO_VENDOR.format(name=row.name), is_error=True)
        else:
            await self._visit(row.vendor)

    async def _visit(self, name: str) -> None:
        from kombit_tui.db.queries.vendors import vendors
        from kombit_tui.screens.vendor_page import VendorPage

        found: list[VendorRow] = await self._from_store(vendors, self.today)
        page = VendorPage(found, name)
        answer = await self.app.push_screen_wait(page)
        vendor = page.vendor
        if answer == "mail":
            await self._show_mails([self._mail(vendor.name, _left(vendor.parts))])
        elif answer == "contact" and (said := await self._ask_contact(vendor.name)):
            from kombit_tui.db.stepping import contact_about

            entry = contact_about(
                vendor.name, [one.campaign.id for one in vendor.parts], said, self._me
            )
            self._write_edit((entry,), f"Kontakt med {vendor.name}")

    # A mail.

    @asks
    async def action_mail(self) -> None:
        """Draft a mail to the vendors of the chosen systems, to be taken along."""
        from kombit_tui.db.queries.vendors import vendors

        rows = self._systems()
        if not rows:
            return
        marked = {row.id for row in rows} if self.marked_now() else set()
        names = dict.fromkeys(row.vendor for row in rows)
        campaigns = {row.campaign for row in rows}
        found: dict[str, VendorRow] = {
            one.name: one for one in await self._from_store(vendors, self.today)
        }
        mails = []
        for name in names:
            parts = [one for one in found[str(name)].parts if one.campaign.id in campaigns]
            if left := _left(parts, marked):
                mails.append(self._mail(str(name), left))
        await self._show_mails(mails)

    def marked_now(self) -> bool:
        """Whether the chosen rows were marked, or are the one under the cursor."""
        return bool(self.list.marks)

    def _mail(self, vendor: str, parts: "Sequence[VendorPart]") -> "Mail | None":
        from kombit_tui.db import meta
        from kombit_tui.wording.vendor_mail import mail

        if not parts:
            return None
        name = meta.read(self.store.reader, meta.MUNICIPALITY_NAME) or ""
        return mail(vendor, parts, who=self.store.who, municipality=name, today=self.today)

    async def _show_mails(self, mails: "Sequence[Mail | None]") -> None:
        """Show drafts, and put them into the clipboard when they are wanted."""
        from kombit_tui.screens.prompt import Report
        from kombit_tui.widgets import clipboard

        texts = [f"Emne: {one.subject}\n\n{one.text}" for one in mails if one is not None]
        if not texts:
            self.hint(NOTHING_LEFT, is_error=True)
            return
        text = BETWEEN.join(texts)
        report = Report("Mailudkast", text.split("\n"), "Enter kopierer · Esc lukker")
        if await self.app.push_screen_wait(report):
            self.app.copy_to_clipboard(text)
            if command := clipboard.tool():
                await asyncio.to_thread(clipboard.copy_natively, text, command)
            self.hint(f"Kopierede {'udkastet' if len(texts) == 1 else f'{len(texts)} udkast'}.")


def _left(parts: "Sequence[VendorPart]", wanted: set[str] | None = None) -> "list[VendorPart]":
    """The parts with the systems that are still to be moved, of those that are wanted."""
    kept = [
        part._replace(
            systems=tuple(
                row
                for row in part.systems
                if not row.is_moved and not row.excused and (not wanted or row.id in wanted)
            )
        )
        for part in parts
    ]
    return [part for part in kept if part.systems]
