"""What a slide is about, short enough to group milestones by: its title, section or heading."""

import re
from collections.abc import Iterator, Sequence

from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.keys import tidy
from kombit_tui.ingest.extract.rows import Sheet
from kombit_tui.ingest.extract.words import danish

_LEAD = danish(
    r"^(?:kort\s+nyt(?:\s+fra\s+\w+)?|nyt\s+(?:om|fra)|status\s+(?:på|for|vedr\.?)|status"
    r"|opfølgning\s+(?:på|vedr\.?)|opfølgning|orientering\s+om|annoncering\s+af|udfasning(?:en)?\s+af"
    r"|tidsplan\s+(?:for|på)|overblik\s+over|spørgsmål\s+til)\s*[:–-]?\s*(?:projekt(?:et)?\s+)?"
)
_TAIL = re.compile(r"\s*(?:\(\d+/\d+\)|\d+/\d+)\s*$")
_HEADING = danish(
    r"\b(?:spørgsmål|emner?|opsamling)\s+(?:til|om|vedr\.?|fra)\s*[”\"“]([^”\"“]{4,120})[”\"“]"
)
_VERB = danish(r"\b(?:er|har|skal|kan|vil|bliver|ønsker|forventer|holder)\b")
_GENERIC = danish(
    r"^(?:husk|tip!?|proces|tidsplan\w*|status|baggrund|næste\s+skridt|kort\s+nyt|spørgsmål\W*"
    r"|tidsplan\s+og\s+\w+|overblik|plan|milepæle|program)\W*$"
)
_MAX_TITLE = 100


def campaigns_of(sheets: Sequence[Sheet], ctx: Context) -> Iterator[str | None]:
    """What each slide is about; a slide without words for it goes on with the one before."""
    last: str | None = None
    for sheet in sheets:
        last = (_heading(sheet) or last) if ctx.kind == "qa_note" else _of_slide(sheet) or last
        yield last


def _heading(sheet: Sheet) -> str | None:
    match = _HEADING.search(sheet.text[:20000])
    return tidy(match.group(1)) if match else None


def _of_slide(sheet: Sheet) -> str | None:
    for title in (sheet.title, sheet.section):
        name = tidy(_TAIL.sub("", _LEAD.sub("", tidy(title), count=1)))
        if (
            name
            and len(title) <= _MAX_TITLE
            and not _VERB.search(title)
            and not _GENERIC.match(title)
        ):
            return name[:1].upper() + name[1:]
    return None
