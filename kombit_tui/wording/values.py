"""Values of records as words: dates, marks, choices, where something was read."""

from datetime import date

OVERDUE = "!"
MOVED = "»"
KIND_SHORT = {
    "obligatorisk_kritisk_vej": "Kritisk",
    "obligatorisk": "Oblig.",
    "anbefalet": "Anbef.",
    "lokal": "Lokal",
}
_DAY = len("2026-08-19")
STATUS_TONES = {"open": "", "started": "accent", "done": "ok"}


def day_text(edtf: str | None, words: str | None) -> str:
    """A date as it is shown: exact ones as dd-mm-yyyy, vague ones in their own words.

    What is no date is shown as it is: it was read somewhere, and hiding it helps nobody. The
    grammar of dates is loaded with the first vague one that has no words: the first frame waits
    for it, so what is plain is told apart here.
    """
    try:
        if edtf and len(edtf) == _DAY and edtf[4] == edtf[7] == "-":
            date.fromisoformat(edtf)
            return f"{edtf[8:]}-{edtf[5:7]}-{edtf[:4]}"
        first, _, last = (edtf or "").partition("/")
        if words and (not edtf or first != last):  # else it may be a day that is written as two
            return words
        from kombit_tui.domain.dates import VagueDate, show

        return show(VagueDate(edtf, words)) if edtf or words else ""
    except ValueError:
        return words or edtf or ""


def iso_text(day: str | None) -> str:
    """An ISO day as dd-mm-yyyy."""
    return day_text(day, None)


def day_in_full(edtf: str | None, words: str | None, today: date) -> str:
    """A date with weekday, week and distance where it is exact."""
    from kombit_tui.domain.dates import VagueDate, show_long

    value = VagueDate(edtf, words)
    if value.is_exact and value.last is not None:
        return show_long(value.last, today)
    return day_text(edtf, words)


def is_overdue(due_day: int, today: date) -> bool:
    """Whether a deadline's last day is past."""
    return due_day < today.toordinal()


def days_to(day: date | None, today: date) -> str:
    """The distance to a day in words; empty when it is not known."""
    if day is None:
        return ""
    days = (day - today).days
    if days == 0:
        return "i dag"
    unit = "dag" if abs(days) == 1 else "dage"
    return f"om {days} {unit}" if days > 0 else f"for {-days} {unit} siden"


def decimal(number: float) -> str:
    """A number with one decimal, where that is not 0: «2,5», «3»."""
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")


def source_text(file: str | None, first: int | None, last: int | None) -> str:
    """Where a record was read."""
    if file is None:
        return ""
    if first is None:
        return file
    from kombit_tui.domain.places import place_in

    return f"{file}, {place_in(file, first, last)}"
