"""Agreements in words: what they wait for, and how long a document can be fetched."""

from datetime import date

from kombit_tui.db.queries.agreements import AgreementRow
from kombit_tui.domain.agreements import MISSING, SIGNED, Fetching
from kombit_tui.domain.choices import AGREEMENT_STATES
from kombit_tui.wording.values import OVERDUE, iso_text

HINT = (
    "{agreements.state}: status og underskrift · {agreements.stored}: hentet og gemt · "
    "{app.economy}: økonomi · {app.incidents}: driftssager"
)
FETCH = "Hent og gem"
LISTED = "Vi står på KOMBITs liste over dem, der mangler."
ODDLY_LISTED = "Her står den ikke som manglende. Spørg KOMBIT."
EXPIRED_HELP = "Linket er udløbet. Bed leverandøren om dokumentet, og skriv så, hvor det er gemt."


def group_of(row: AgreementRow) -> str:
    """The heading an agreement stands under."""
    if row.document is not Fetching.NONE:
        return FETCH
    return AGREEMENT_STATES.get(row.state, row.state)


def document_words(row: AgreementRow, today: date) -> str:
    """How long the signed document can be fetched; empty where nothing is to be fetched."""
    if row.document is Fetching.NONE or row.download_before is None:
        return ""
    if row.document is Fetching.EXPIRED:
        return f"{OVERDUE} udløbet"
    if row.document is Fetching.OPEN:
        return f"hent inden {iso_text(row.download_before)}"
    days = (date.fromisoformat(row.download_before) - today).days
    when = {0: "i dag", 1: "i morgen"}.get(days, f"om {days} dage")
    return f"{OVERDUE} udløber {when}"


def state_tone(row: AgreementRow) -> str:
    """How pressing it is."""
    if row.document is Fetching.EXPIRED:
        return "error"
    if row.document is Fetching.EXPIRING or row.state == MISSING:
        return "warning"
    if row.document is Fetching.OPEN:
        return ""
    return "ok" if row.state == SIGNED else ""
