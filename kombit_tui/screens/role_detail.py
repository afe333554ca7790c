"""What the detail tells of a role: what is wrong, what to do about it, and who holds it how."""

from collections.abc import Iterator

from kombit_tui.db.queries.roles import Holder, RoleRow
from kombit_tui.domain.choices import ROLE_LEVELS, ROLE_SCOPES, USER_TYPES
from kombit_tui.domain.records import PERSON
from kombit_tui.domain.roles import ACCESS_STEPS
from kombit_tui.screens.detail_ends import source
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.roles import complaints, steps_told
from kombit_tui.wording.values import iso_text


def role_blocks(row: RoleRow, successor: RoleRow | None, keys: str) -> Iterator[Block]:
    """All about a role; `keys` is the key that moves holders to the successor."""
    yield Title(row.name)
    yield from _state(row, successor, keys)
    yield Pair("Niveau", ROLE_LEVELS.get(row.level or "", ""))
    yield Pair("Dækker", row.system or ROLE_SCOPES.get(row.scope or "", ""))
    yield Pair("Obligatorisk", "ja" if row.is_mandatory else "nej")
    yield Pair("Kun for ledere", "ja" if row.for_managers else "")
    yield Pair("Hvem kan have den", row.holder_rule or "")
    yield Pair("Siden version", row.since_version or "")
    yield Pair("Udgået i version", row.retired_in or "", "warning")
    if row.description:
        yield Heading("Beskrivelse")
        yield Paragraph(row.description)
    for holder in row.holders:
        yield from _holder(holder)
    yield from source(row.source_file, row.source_first, row.source_last)


def _state(row: RoleRow, successor: RoleRow | None, keys: str) -> Iterator[Block]:
    if row.is_vacant:
        told = "Obligatorisk, men ubesat" if row.is_missed else "Ubesat"
        yield Pair("Status", told, "error" if row.is_missed else "warning")
    if row.is_unused:
        yield Pair("Status", f"{row.system} bruges ikke: se bort fra rollen", "muted")
    if row.retired_in is not None:
        yield Pair("Afløst af", row.successor or "galleriet siger ikke hvilken")
        if successor is not None and row.holders:
            names = ", ".join(one.name for one in row.holders)
            yield Paragraph(f"{keys} flytter {names} til {successor.name}.", "warning")


def _holder(holder: Holder) -> Iterator[Block]:
    yield Heading(holder.name)
    for said, tone in complaints(holder):
        yield Paragraph(f"! {said}", tone)
    yield Pair("Enhed", holder.unit or "")
    yield Pair("Mail", holder.mail or "")
    yield Pair("Leder", "ja" if holder.is_manager else "nej")
    yield Pair("KLIK-brugertype", USER_TYPES.get(holder.user_type or "", ""))
    yield Pair("Fratræder", iso_text(holder.left_on), "warning")
    yield Pair("Siden", iso_text(holder.since))
    yield Pair("Bekræftet", iso_text(holder.verified_on) or "aldrig")
    yield Pair("Stedfortræder", holder.deputy or "")
    yield from access_blocks(holder.access)


def access_blocks(access: tuple[bool, ...]) -> Iterator[Block]:
    """The four access steps; under each missing one where it is put right."""
    fields = [PERSON.field(step.field) for step in ACCESS_STEPS]
    labels = [field.label for field in fields if field is not None]
    for step in steps_told(access, labels):
        yield Paragraph(step.line, "warning" if step.todo else "")
        if step.todo:
            yield Paragraph(step.todo, indent=4)
