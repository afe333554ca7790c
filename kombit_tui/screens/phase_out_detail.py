"""What the detail tells of a campaign, a system in it, and a vendor: blocks, nothing else."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kombit_tui.db.queries.phase_outs import CampaignRow, MilestoneRow, SystemRow
from kombit_tui.db.queries.vendors import ContactRow, VendorRow
from kombit_tui.domain.burn_down import BurnDown
from kombit_tui.domain.campaigns import Step, next_step
from kombit_tui.domain.choices import CAMPAIGN_KINDS, CHANNELS
from kombit_tui.screens.detail_ends import source
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.digest import forecast_words, pace_words
from kombit_tui.wording.values import day_in_full, day_text, decimal, iso_text

FEW = 3
"""How many contacts a system tells of; the vendor's page has them all."""


def campaign_blocks(row: CampaignRow, today: date) -> Iterator[Block]:
    """All about a campaign."""
    yield Title(row.title)
    yield Pair("Slags", CAMPAIGN_KINDS.get(row.kind or "", ""))
    yield Pair("Stopper", day_in_full(row.stop, row.stop_text, today))
    yield Pair("Fra", row.replaces or "")
    yield Pair("Til", row.replaced_by or "")
    yield Pair("Flyttet", f"{row.progress.moved} af {row.progress.total}")
    burnt = row.burn_down
    if burnt is not None and burnt.remaining:
        is_late = burnt.forecast is None or burnt.forecast > burnt.stop
        yield Pair("Tempo", pace_words(burnt))
        yield Pair("Ved det tempo", forecast_words(burnt), "warning" if is_late else "ok")
    if row.text:
        yield Paragraph(row.text)
    if row.own_steps:
        yield Heading("Kommunens egne trin")
        yield from _steps(row.own_steps, row.own_state)
    if row.milestones:
        yield Heading("Milepæle")
    yield from (_milestone(one, today) for one in row.milestones)
    yield from source(row.source_file, row.source_first, row.source_last)


def short_pace(burnt: BurnDown) -> str:
    """Moved per week lately, and what it would take."""
    needed = burnt.needed_per_week
    of = "" if needed is None else f" af {decimal(needed)}"
    return f"{decimal(burnt.per_week)}{of}/uge"


def _milestone(one: MilestoneRow, today: date) -> Block:
    hours = "-".join(part for part in (one.start, one.end) if part)
    told = f"{one.title} · kl. {hours}" if hours else one.title
    is_past = one.first_day is not None and one.first_day < today.toordinal()
    return Pair(day_text(one.date, one.date_text) or "Uafklaret", told, "muted" if is_past else "")


def system_blocks(row: SystemRow, log: Sequence[ContactRow], today: date) -> Iterator[Block]:
    """All about a system in a campaign, with the latest of its vendor's log."""
    yield Title(row.name)
    yield Pair("Undtaget", row.excused or "")
    yield Pair("Leverandør", row.vendor or "")
    yield Pair("Ejer", row.owner or "")
    yield Pair("Snitflader", ", ".join(one.upper() for one in row.interfaces))
    yield Pair("Servicedesk", row.service_desk or "")
    yield Pair("Følg op", day_in_full(row.follow_up, row.follow_up_text, today))
    yield Pair("Planlagt flyttet", day_in_full(row.plan_date, row.plan_text, today))
    yield Pair("Plan", row.plan or "")
    yield Pair("Risiko", ", ".join(row.risks), "warning")
    yield Pair("Noteret risiko", row.risk or "", "warning")
    yield Heading("Trin")
    yield from _steps(row.steps, row.state)
    if row.text:
        yield Heading("Noter")
        yield Paragraph(row.text)
    if log:
        yield Heading("Kontakt med leverandøren")
        for one in log[:FEW]:
            yield from _contact(one)


def vendor_blocks(vendor: VendorRow) -> Iterator[Block]:
    """All of a vendor's systems over all campaigns, and one log."""
    yield Title(vendor.name)
    for part in vendor.parts:
        stop = day_text(part.campaign.stop, part.campaign.stop_text)
        yield Heading(part.campaign.title + (f", stop {stop}" if stop else ""))
        for row in part.systems:
            yield Pair(row.name, _standing(row), "warning" if row.risks else "")
    yield Heading("Kontakt, nyeste først")
    if not vendor.contacts:
        yield Paragraph("Ingen kontakt er registreret.", "muted")
    for one in vendor.contacts:
        yield from _contact(one)


def _standing(row: SystemRow) -> str:
    """How far a system is, what endangers it and when to ask again, on one line."""
    step = next_step(row.steps, row.state)
    far = row.excused or (f"næste: {step.title}" if step else "færdig")
    plan, ask = day_text(row.plan_date, row.plan_text), day_text(row.follow_up, row.follow_up_text)
    told = (
        far,
        f"plan {plan}" if plan and not row.is_moved else "",
        f"følg op {ask}" if ask and step and not row.excused else "",
        ", ".join(row.risks),
    )
    return " · ".join(part for part in told if part)


def _contact(one: ContactRow) -> Iterator[Block]:
    said = (CHANNELS.get(one.channel or "", ""), one.by or "", one.campaign_title or "")
    yield Pair(iso_text(one.on), " · ".join(part for part in said if part), "muted")
    yield Paragraph(one.text, indent=2)
    if ask := day_text(one.follow_up, one.follow_up_text):
        yield Paragraph(f"Følg op: {ask}", "muted", 2)


def _steps(steps: Sequence[Step], state: dict[str, Any]) -> Iterator[Block]:
    """Each step with its day and who took it."""
    for step in steps:
        on, by = _taken(state.get(step.key))
        label = f"[x] {on or 'ja'}" if state.get(step.key) else "[ ] mangler"
        yield Pair(label, " · ".join(part for part in (step.title, by) if part))


def taken_text(taken: Any) -> str:
    """When a step was taken and by whom; empty when it was not."""
    return " · ".join(part for part in _taken(taken) if part) or ("ja" if taken else "")


def _taken(taken: Any) -> tuple[str, str]:
    """Day and person; a state that was read somewhere need not say either."""
    held = taken if isinstance(taken, dict) else {}
    return iso_text(str(held.get("on") or "")), str(held.get("by") or "")
