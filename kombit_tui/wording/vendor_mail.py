"""A mail to a vendor, drafted: which systems it is about, when it stops, what we need from them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kombit_tui.db.queries.phase_outs import CampaignRow, SystemRow
from kombit_tui.db.queries.vendors import VendorPart
from kombit_tui.domain.campaigns import next_step
from kombit_tui.domain.risk import Risk
from kombit_tui.wording.cells import one_line
from kombit_tui.wording.values import day_text, days_to, iso_text

ANSWER_WITHIN = timedelta(days=14)
_NEEDS = (
    "en plan for hvert af systemerne,",
    "den dag, det sker i produktion, så vi kan prøve login samme dag,",
    "besked om, hvornår det kan testes i det eksterne testmiljø, og hvad vi selv skal gøre.",
)


class Mail(NamedTuple):
    """A draft."""

    subject: str
    text: str


def mail(
    vendor: str, parts: Sequence[VendorPart], *, who: str, municipality: str, today: date
) -> Mail:
    """A mail to `vendor` about the systems in `parts`."""
    titles = " og ".join(one_line(part.campaign.title) for part in parts)
    names = dict.fromkeys(one_line(row.name) for part in parts for row in part.systems)
    lines = [f"Hej {one_line(vendor)}", ""]
    for part in parts:
        lines += [*_about(part, today), ""]
    lines += ["Vi har brug for:", *(f"{at}. {need}" for at, need in enumerate(_NEEDS, 1)), ""]
    lines += [f"Svar gerne senest {iso_text((today + ANSWER_WITHIN).isoformat())}.", ""]
    lines += ["Venlig hilsen", *(one_line(name) for name in (who, municipality) if name)]
    return Mail(f"{titles}: plan og dato for {', '.join(names)}", "\n".join(lines))


def _about(part: VendorPart, today: date) -> Iterator[str]:
    campaign = part.campaign
    stop = day_text(campaign.stop, campaign.stop_text)
    when = f" stopper {stop} ({days_to(campaign.stop_day, today)})" if stop else ""
    yield f"{one_line(campaign.title)}{when}. Det gælder:"
    yield from (f"- {one_line(row.name)}: {_lacks(row, campaign)}" for row in part.systems)


def _lacks(row: SystemRow, campaign: CampaignRow) -> str:
    """What we lack for a system."""
    planned = day_text(row.plan_date, row.plan_text)
    if Risk.AFTER_STOP in row.risks:
        stop = day_text(campaign.stop, campaign.stop_text)
        return f"jeres plan er {planned}, altså efter stop {stop}; vi beder om en tidligere dag"
    if planned:
        return f"jeres plan er {planned}; bekræft gerne dagen"
    step = next_step(row.steps, row.state)
    following = f"; næste trin: {step.title}" if step is not None else ""
    return f"vi har ingen dato{following}"
