"""Cuts the name of an event from the words around it. Knows nothing of dates or slides."""

import re

from kombit_tui.domain.text import squeeze
from kombit_tui.ingest.extract.words import danish

_DAYS = (
    "(?:kommune|tema|infrastruktur|netværks|studie|bruger|kurs(?:us)?|inspirations|fag"
    "|leverandør|workshop|KDI-?|system|data)"
)
EVENT_WORD = danish(
    r"(?<![\w@./-])(?:[\w/-]*(?:webinar|workshop|seminar|konference|kick-?off|kursus|kurser|spørgetime|træf|forum|\wøvelse|\wdøgn|\w-?netværk"
    r"|møde)(?:er|ne|rne|s|t|et|en|r|ets)?(?:r(?:ække)?)?"
    rf"|[\w-]*{_DAYS}dag(?:e|en|ene)?)(?![\w@])"
)
_STOP = danish(
    r"(?:klik|her|tilmeld\w*|husk|ses|invit\w+|deltag\w*|kombit|vi|i|jer|dig|os|sig|du|at|af|ved|til|på|om|for|fra|med"
    r"|en|et|den|det|de|der|som|og|eller|så|nyt|obs|dag|dagens|sidste|hvert|hver|alle|vores|jeres|kl\.?|mv\.?"
    r"|[a-zæøå]{3,}er|\W+)"
)
_TAIL = danish(
    r"[\s,:;(–-]*(?:\b(?:den|d\.?|kl\.?|i|på|fra|til|er|bliver|holdes|afholdes|afvikles|og|med|dato)"
    r"\b\.?[\s,:;(–-]*)*$"
)
_SENTENCE = re.compile(r"(?<=[a-zæøå)][.!?])\s+(?=[A-ZÆØÅ])")
_BARE = danish(
    r"^(?:(?:et|en|det|den|opfølgende|fysisk|virtuelt|nyt|næste|ekstra|to|tre)\s+)*\w*(?:møde|webinar|workshop"
    r"|kick-?off|kursus|seminar)(?:t|et|er|r)?(?:\s+[A-Z]\d\S*)?$"
)
_NAMED = danish(r"(?:leder|koordinator)-?\s?møde")
_ABOUT = danish(
    r"\s*:?\s*(?:om|for|med|vedr|vedrørende|i|på|\(|[IVX]+\b|[A-ZÆØÅ]\S*\d|\d+\b(?!\.)|(?-i:[A-ZÆØÅ])|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
)
_VERB = danish(
    r"(?:er|bliver|holdes|afholdes|afvikles|finder|inviteres|kommer|var|blev|hvor|som|der|kl\.?|klik)"
)
_MOST_WORDS = 12


def title_around(text: str, word: tuple[int, int], date: tuple[int, int] | None) -> str:
    """The event's name: its word with the adjectives before and what it is about after it."""
    start, end = _sentence(text, word[0])
    if date and date[0] >= word[1]:
        end = min(end, date[0])
    elif date and date[1] <= word[0]:
        start = max(start, date[1])
    lead = _adjectives(text[start : word[0]].split())
    after = _about(text[word[1] : end])
    name = squeeze(" ".join([*lead, text[word[0] : word[1]]]) + after)
    return _TAIL.sub("", name).strip(" .,:;-–!") or text[word[0] : word[1]]


def _adjectives(words: list[str]) -> list[str]:
    """The words before an event's that belong to its name."""
    cut = len(words)
    while cut > 0 and len(words) - cut < 4:
        word = words[cut - 1]
        shared = word.lower() == "og" and cut > 1 and words[cut - 2].endswith("-")
        if not shared and (
            _STOP.fullmatch(word) or word[-1] in ".,:;!?)" or EVENT_WORD.match(word)
        ):
            break
        cut -= 1
    return words[cut:]


def _about(after: str) -> str:
    """What follows an event's word and says what it is about, with the space before it."""
    if not _ABOUT.match(after):
        return ""
    words = after.split()[:_MOST_WORDS]
    if after.lstrip()[:1] == "(":
        words = words[: next((i + 1 for i, w in enumerate(words) if ")" in w), len(words))]
    verb = next((i for i, w in enumerate(words) if i and _VERB.fullmatch(w)), len(words))
    joint = "" if after[:1] in ",.:;" else " "
    return joint + " ".join(words[:verb])


def _sentence(text: str, place: int) -> tuple[int, int]:
    start = 0
    for match in _SENTENCE.finditer(text):
        if match.start() > place:
            return start, match.start()
        start = match.end()
    return start, len(text)


def is_bare(title: str) -> bool:
    """Whether the title only says what kind of event it is."""
    return _BARE.match(title) is not None and not _NAMED.search(title)


def labels_in(text: str) -> list[str]:
    """The events of a row that names several and nothing else: "Møde I  Møde II  Workshop"."""
    starts = [m.start() for m in EVENT_WORD.finditer(text) if text[m.start()].isupper()]
    if len(starts) < 2 or len(text) > 200 or text[: starts[0]].strip():
        return []
    ends = [*starts[1:], len(text)]
    labels = [squeeze(text[a:b]) for a, b in zip(starts, ends, strict=True)]
    return labels if all(len(label.split()) <= 5 for label in labels) else []
