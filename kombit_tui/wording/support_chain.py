"""The support chain in words."""

from kombit_tui.db.queries.incidents import IncidentRow
from kombit_tui.domain.choices import CHAIN_PLACES
from kombit_tui.domain.support_chain import CLOSED, PATIENCE, whose

ONE_DESK = (
    "Du skal kun henvende dig ét sted: til systemets egen servicedesk. "
    "Den sender sagen videre i kæden og vender tilbage med svaret."
)
NO_DESK = "Ingen servicedesk"
STILL = f"! Sagen er ikke flyttet i {PATIENCE} hverdage. Ryk servicedesken."
HINT = (
    f"Du skal kun henvende dig ét sted · {{incidents.move}}: flyt i kæden · ! {PATIENCE} hverdage"
)


def place_words(row: IncidentRow) -> str:
    """Who has a case now; the place where nobody is named."""
    if row.place == CLOSED:
        return CHAIN_PLACES[CLOSED]
    who = whose(row.place, row.desk, row.chain)
    label = CHAIN_PLACES.get(row.place, row.place)
    return f"Svar: {who}" if who and row.place == "back" else who or label


def label_with(label: str, who: str) -> str:
    """A place, and who that is where it is known."""
    return f"{label}: {who}" if who else label


def workdays(days: int) -> str:
    """A number of working days."""
    return f"{days} {'hverdag' if days == 1 else 'hverdage'}"
