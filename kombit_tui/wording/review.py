"""The words of the import review: what was read, what it would change, and what was decided."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review import SURE, Choice, Entry, Loss, Review, State, Unread
from kombit_tui.wording.field_values import value_text
from kombit_tui.wording.lines import Cell, Column, ListRow
from kombit_tui.wording.sync import count

HINT = (
    "{review.take}: tag med · {review.leave}: lad være · {review.sure}: alle sikre · "
    "{list.edit}: ret · {review.save}: gem · Esc: senere"
)
FILTER_HINT = "Ord · #ny · #ændret · #ulæselig · #usikker · #rettet · projekt:navn · frist:august"
EMPTY = ("Der er intet at gennemse.", "Tryk {app.import} for at læse slides, noter eller regneark.")
NO_CHANGE = "Der er intet at gemme."
BARREN = (
    "Der blev ikke genkendt noget.",
    "Er det slides eller noter fra et møde, eller et regneark?",
    "Tryk {app.import} for at læse en anden fil.",
)
"""What is said of a file that has nothing in it."""
OVER = "Alt er afgjort · {app.import}: læs flere filer · Esc: tilbage"
SAME = "Uændret"
CANNOT_BE_TAKEN = "Det er ikke en post og kan ikke tages med; detaljen siger hvorfor."
ALREADY_THERE = "Det står allerede i lageret."
NOTHING_TAKEN = "Intet er valgt endnu: {review.take} tager med, {review.sure} tager alle sikre."
MEND_FIRST = "Ret den først: {list.edit}."
NONE_SURE = "Der er ikke flere sikre: se på resten en for en."
NO_PROJECT = "Det hører ikke til et projekt."
NO_TABLES = "Der er ikke læst noget regneark."
MAPPED = "Kolonnerne læses sådan, også i afsenderens næste ark, når du har gemt."
NOT_READ, NO_KIND = "læses ikke", "ukendt: tryk Enter, og vælg hvad tabellen handler om"
COLUMNS_ABOUT = "Enter på filens navn vælger, hvad tabellen handler om. Valget huskes."
COLUMNS_KEYS = "Enter: vælg felt · Ctrl+S: brug kolonnerne · Esc: som før"
NO_ENTRY = "Sæt markøren på noget, der er læst."
COLUMNS = (
    Column("Med", 3),
    Column("Status", 8),
    Column("Titel", 0, field="title"),
    Column("Hvad ændres", 20, rank=3, field="due"),
    Column("Sikkerhed", 10, rank=2),
    Column("Kilde", 12, rank=4),
)
CHOICES = {Choice.OPEN: "[ ]", Choice.TAKEN: "[x]", Choice.FOLLOWS: "[+]", Choice.LEFT: "[-]"}
"""How a decision looks in the list."""
DECIDED = {
    Choice.OPEN: "Ikke afgjort",
    Choice.TAKEN: "Tages med",
    Choice.FOLLOWS: "Følger med: noget, der tages med, peger på det",
    Choice.LEFT: "Tages ikke med",
}
HEADINGS = {
    State.NEW: "Oprettes med",
    State.CHANGED: "Ændres",
    State.SAME: "",
    State.UNREADABLE: "Det, der blev læst",
}
STAR = "* rettet af dig; det læste står nedenfor."
MEND_IT = "Ret den, så kan den tages med."


class LossWords(NamedTuple):
    """What is told of something that is no entry."""

    title: str
    mark: str
    tone: str
    about: str


LOSSES = {
    Loss.FAILED: LossWords(
        "Kunne ikke læses",
        "! fejl",
        "error",
        "Resten af filerne er læst. Ret filen, og læs den igen.",
    ),
    Loss.CUT: LossWords(
        "Ikke læst",
        "? ulæst",
        "warning",
        "Den del af filen er ikke læst, så intet af den gemmes.",
    ),
    Loss.UNUSED: LossWords(
        "Læst, men ikke brugt",
        "! ubrugt",
        "warning",
        "Arket er eksporteret herfra. Af det læses kun det, I selv gør ved posten, fx status og "
        "ansvarlig. Resten af posten er ikke ændret: ret den på dens egen skærm, eller bed den, "
        "der ejer den, om at rette.",
    ),
    Loss.UNREAD: LossWords(
        "Læst, men ikke forstået",
        "? ulæst",
        "warning",
        "Ingen regel brugte teksten, så intet af den gemmes. Er den vigtig, så opret posten selv "
        "på dens egen skærm.",
    ),
}
_TONES = {State.NEW: "ok", State.CHANGED: "accent", State.SAME: "muted", State.UNREADABLE: "error"}
_PLURALS = {State.NEW: "nye", State.CHANGED: "ændrede", State.SAME: "uændrede",
            State.UNREADABLE: "ulæselige"}  # fmt: skip
_FAIR = 0.65
_TOLD = (FieldType.DATE, FieldType.DAY)


def sureness(confidence: float) -> str:
    """How sure a rule is, as a word and a number."""
    return f"{_sure_word(confidence)} {round(confidence * 100)}"


def sureness_in_full(confidence: float) -> str:
    """The same where there is room."""
    return f"{_sure_word(confidence)}, {round(confidence * 100)} %"


def _sure_word(confidence: float) -> str:
    if confidence >= SURE - 1e-9:
        return "sikker"
    return "rimelig" if confidence >= _FAIR else "usikker"


def entry_line(entry: Entry, choice: Choice) -> ListRow:
    """An entry as a row of the list."""
    state = entry.state
    is_settled = state is State.SAME
    doubt = "" if entry.is_sure or is_settled else "warning"
    return ListRow(
        entry.id,
        (
            Cell("" if is_settled else CHOICES[choice], "ok" if choice is Choice.TAKEN else ""),
            Cell(state, _TONES[state]),
            Cell(entry.title or "(uden navn)"),
            Cell(_in_short(entry), "warning" if entry.flags else ""),
            Cell(sureness(entry.confidence), doubt),
            Cell(entry.place),
        ),
        is_muted=is_settled or choice is Choice.LEFT,
    )


def _in_short(entry: Entry) -> str:
    """What would change, in a few words."""
    if entry.state is State.UNREADABLE:
        return f"! {entry.reason}"
    before = "! " * bool(entry.flags) + "rettet: " * bool(entry.typed)
    fields = entry.changed
    if entry.known is None:  # of what is new its last date says most: when it must be done
        fields = tuple(one for one in fields if one.type in _TOLD and one.filter)[-1:]
        if not fields:
            return before + count(len(entry.changed), "felt", "felter")
    if len(fields) == 1:
        arrow = "" if entry.known is None else "→ "
        short = fields[0].label.split()[0]
        return f"{before}{short} {arrow}{field_text(entry, fields[0], entry.values)}"
    return before + ", ".join(one.label for one in fields)


def field_text(entry: Entry, field: Field, values: Any) -> str:
    """What a field holds, as people read it; records it points to by their titles."""
    words = values.get(f"{field.name}_text") if field.type is FieldType.DATE else None
    return value_text(field, values.get(field.name), words, entry.titles)


def unread_line(one: Unread) -> ListRow:
    """What is no entry as a row of the list."""
    state = Cell(LOSSES[one.loss].mark, LOSSES[one.loss].tone)
    is_named = one.loss is not Loss.FAILED or one.file in one.text
    text = one.text if is_named else f"{one.file}: {one.text}"
    return ListRow(one.id, (Cell(""), state, Cell(text), Cell(""), Cell(""), Cell(one.place)))


def group_note(entries: Iterable[Entry]) -> str:
    """How many of each state: "12 nye, 3 ændrede"."""
    return _states_text(Counter(one.state for one in entries))


def _states_text(counted: Mapping[State, int]) -> str:
    numbers = ((state, counted.get(state, 0)) for state in State)
    told = (f"{n} {_PLURALS[state] if n != 1 else state}" for state, n in numbers if n)
    return ", ".join(told)


def summary(review: Review) -> str:
    """The line above the list: the files, and how far one is."""
    if not review.files:
        return ""
    files = f"Gennemsyn af {_files(review)}"
    if not review.read and review.tables:
        return f"{files}: kolonnerne siger ikke, hvad arket handler om ({{review.columns}})"
    if not review.read:
        return f"{files}: der blev ikke genkendt noget"
    told = _states_text(review.entries.counted)
    unused = len(review.of_loss(Loss.UNUSED))
    lost = count(unused, "rettelse bruges", "rettelser bruges") + " ikke" if unused else ""
    if not review.entries.undone:
        return f"{files}: alt er allerede i lageret{f', men {lost}' if lost else ''}. {NO_CHANGE}"
    doubt = f" · {lost}" * bool(lost)
    needs_a_look = any(one.needs_a_look for one in review.tables)
    doubt += " · usikre kolonner ({review.columns})" * needs_a_look
    if review.is_over:
        return f"{files}: {told} · alt er afgjort{doubt}"
    open_ = f"{len(review.stored)} valgt, {len(review.open)} ikke afgjort"
    return f"{files}: {told} · {open_}{doubt}"


def _files(review: Review) -> str:
    return review.files[0] if len(review.files) == 1 else count(len(review.files), "fil", "filer")


def label_of(review: Review) -> str:
    """What storing is called in the undo message."""
    return f"Import af {_files(review)} ({group_note(review.stored) or 'navne på projekter'})"


def resumable(review: Review) -> str:
    """What there is to go on with, for the choice of files."""
    files = ", ".join(review.files)
    rest = f"{len(review.open)} ikke afgjort" if review.open else "alt er afgjort"
    return f"{files} · {rest}"


def kinds_in_order(entries: Iterable[Entry]) -> Sequence[tuple[str, str]]:
    """The kinds that there are, each with its plural."""
    return [(kind, KINDS[kind].plural) for kind in dict.fromkeys(one.kind for one in entries)]


def unknown_project(name: str, key: str) -> str:
    """What is said where a project would be made because nobody knows the name."""
    return f"«{name}» er et nyt projekt. Er det et, I kender, så vælg det med {key}."


def taught(name: str, project: str, *, is_kept: bool) -> str:
    """What follows from telling which project is meant; the national feed's we cannot name."""
    kept = "også ved næste import, når du har gemt" if is_kept else "men kun her: det er nationalt"
    return f"«{name}» læses som «{project}», {kept}."


def sure_taken(number: int) -> str:
    """What taking all that is sure came to."""
    told = count(number, "sikker post", "sikre poster")
    return f"{told} tages med. {{review.save}} gemmer det valgte."


def mended(number: int) -> str:
    """What is said when something was put in the place of what was read."""
    told = count(number, "post er rettet og tages", "poster er rettet og tages")
    return f"{told} med. {{review.save}} gemmer det valgte."


def which_project(name: str) -> str:
    """What the choice of a project is about."""
    return f"Læst: {name}"
