"""Every action of the dashboard, declared once: its id, words, keys and where it is valid.

Footer, help, palette, the user's keymap and the key table in the guide are made from here. Knows
neither Textual nor any screen; `widgets.bindings` turns these into bindings.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Action(NamedTuple):
    """One thing a user can do."""

    id: str
    method: str
    """The name of the `action_` method, with its argument where it has one."""
    label: str
    """Danish, short: the footer shows it."""
    tooltip: str
    """Danish, one sentence: help and palette show it."""
    keys: tuple[str, ...]
    """The default keys in Textual's spelling; the first one is shown."""
    rank: int = 50
    """The footer shows low ranks first, and none from `NOT_SHOWN` on."""
    on_marked: bool = False
    writes: bool = False


NOT_SHOWN = 90
"""From this rank on the footer shows an action never, or always at its end."""


def _a(
    ident: str, method: str, label: str, tooltip: str, keys: str, rank: int = 50, **more: bool
) -> Action:
    return Action(ident, method, label, tooltip, tuple(keys.split()), rank, **more)


GLOBAL = (
    _a("app.overview", "show('overview')", "Overblik", "Hvad kræver mig i dag?", "1", 90),
    _a("app.agenda", "show('agenda')", "Dagsorden", "Møder, punkter og spørgsmål", "2", 90),
    _a("app.tasks", "show('tasks')", "Opgaver", "KLIK-opgaver og lokale opgaver", "3", 90),
    _a("app.roles", "show('roles')", "Roller", "Rollegalleriet og hvem der har rollerne", "4", 90),
    _a("app.phase_outs", "show('phase_outs')", "Udfasning", "CH1/STS1 og andre forløb", "5", 90),
    _a(
        "app.undo",
        "undo",
        "Fortryd",
        "Tag den seneste ændring tilbage",
        "u ctrl+z",
        30,
        writes=True,
    ),
    _a(
        "app.redo",
        "redo",
        "Gendan",
        "Gør den ændring igen, der sidst blev fortrudt",
        "U ctrl+y",
        60,
        writes=True,
    ),
    _a("app.search", "search", "Søg i alt", "Find i alle poster, ordnet efter slags", "f", 50),
    _a("app.sync", "sync", "Synkronisér", "Hent og send ændringer nu", "S f5", 75),
    _a("app.trash", "trash", "Papirkurv", "Slettede poster, der kan hentes tilbage", "P", 85),
    _a("app.messages", "messages", "Beskeder", "Det, programmet har sagt siden start", "B", 85),
    _a("app.theme", "theme", "Tema", "Vælg farver: mørk, lys, høj kontrast …", "T", 85),
    _a("app.import", "import_file", "Importér", "Læs slides eller noter ind i lageret", "i", 40),
    _a(
        "app.leave_demo",
        "leave_demo",
        "Forlad demo",
        "Gå fra demodata til dit eget lager",
        "D",
        35,
    ),
    _a(
        "app.quit", "close", "Luk", "Luk det, der er åbent, og til sidst programmet", "q ctrl+q", 80
    ),
    _a(
        "app.palette",
        "palette",
        "Alt",
        "Alle kommandoer, find dem ved at skrive",
        "colon ctrl+p",
        98,
    ),
    _a("app.help", "help", "Hjælp", "Alle taster på denne skærm", "question_mark f1", 99),
)
STEP_OUT = (
    _a(
        "screen.out",
        "step_out",
        "Et skridt ud",
        "Luk filter eller detalje; til sidst Overblik",
        "escape",
        70,
    ),
)
LIST = (
    _a("list.open", "open", "Åbn", "Vis posten i fuld bredde", "enter", 10),
    _a(
        "list.filter",
        "filter",
        "Filtrér",
        "Vis kun det, der indeholder ordene",
        "slash ctrl+f",
        15,
    ),
    _a("list.switch", "switch_pane", "Liste/detalje", "Skift mellem liste og detalje", "tab", 75),
)
ARRANGE = (
    _a("list.view", "view", "Visninger", "Vælg en gemt visning", "v", 42),
    _a("list.save_view", "save_view", "Gem visning", "Gem filter, orden og kolonner", "V", 72),
    _a("list.sort", "sort", "Ordne", "Vælg hvad listen ordnes efter", "o", 46),
    _a("list.group", "group", "Gruppér", "Vælg hvad listen deles op efter", "g", 47),
    _a("list.columns", "columns", "Kolonner", "Vælg hvilke kolonner der vises", "K", 73),
)
EDIT = (
    _a("list.new", "new", "Ny", "Opret en post", "n", 36, writes=True),
    _a("list.edit", "edit", "Redigér", "Ret postens felter i en formular", "e", 28, writes=True),
    _a(
        "list.delete",
        "delete",
        "Slet",
        "Læg posten i papirkurven",
        "delete",
        64,
        on_marked=True,
        writes=True,
    ),
    _a(
        "list.due",
        "due",
        "Frist",
        "Sæt en dag: egen frist, opfølgning eller lovet svar",
        "t",
        34,
        on_marked=True,
        writes=True,
    ),
    _a(
        "list.responsible",
        "responsible",
        "Ansvarlig",
        "Vælg den person, der har ansvaret",
        "a",
        38,
        on_marked=True,
        writes=True,
    ),
    _a(
        "list.comment",
        "comment",
        "Kommentar",
        "Skriv en kommentar til posten",
        "c",
        44,
        on_marked=True,
        writes=True,
    ),
)
LOOK = (
    _a("list.history", "history", "Historik", "Hvem ændrede hvad hvornår; hent et felt", "h", 62),
    _a("list.copy", "copy", "Kopiér", "Læg rækkerne i udklipsholderen", "y", 66, on_marked=True),
    _a("list.export", "export", "Eksportér", "Gem det, filteret viser, i en fil", "x", 68),
)
MOVE = (
    _a("list.down", "move(1)", "Ned", "En række ned", "down j", 95),
    _a("list.up", "move(-1)", "Op", "En række op", "up k", 95),
    _a("list.page_down", "page(1)", "Side ned", "En skærmfuld ned", "pagedown", 95),
    _a("list.page_up", "page(-1)", "Side op", "En skærmfuld op", "pageup", 95),
    _a("list.home", "edge(0)", "Første", "Til den første række", "home", 95),
    _a("list.end", "edge(1)", "Sidste", "Til den sidste række", "end", 95),
)
FOLD = (
    _a("list.fold", "fold(True)", "Fold sammen", "Vis kun gruppens overskrift", "left", 95),
    _a("list.unfold", "fold(False)", "Fold ud", "Vis gruppens rækker igen", "right", 95),
)
MARK = (
    _a("list.mark", "mark", "Markér", "Markér rækken, og gå til den næste", "space", 32),
    _a("list.mark_down", "mark_range(1)", "Markér ned", "Markér, og gå ned", "shift+down", 95),
    _a("list.mark_up", "mark_range(-1)", "Markér op", "Markér, og gå op", "shift+up", 95),
    _a("list.mark_all", "mark_all", "Alle", "Markér alle i filteret, eller ingen", "A", 45),
)
FILTER = (
    _a("filter.restore", "restore", "Forrige filter", "Glem det skrevne filter", "escape", 20),
    _a("filter.complete", "complete", "Fuldfør", "Skriv resten af feltet eller værdien", "tab", 22),
    _a("filter.leave", "leave", "Til listen", "Behold filteret, og gå til listen", "down", 25),
)
DETAIL = (
    _a("detail.next", "step(1)", "Næste post", "Vis den næste post i listen", "j", 12),
    _a("detail.previous", "step(-1)", "Forrige post", "Vis posten før i listen", "k", 13),
)
TASKS = (
    _a(
        "tasks.status",
        "status",
        "Status",
        "Sæt status på opgaven",
        "s",
        20,
        on_marked=True,
        writes=True,
    ),
    _a(
        "tasks.done",
        "toggle_done",
        "Udført",
        "Markér som fuldført, eller åbn den igen",
        "d",
        25,
        on_marked=True,
        writes=True,
    ),
)
PHASE_OUTS = (
    _a(
        "phase_outs.step",
        "step",
        "Trin",
        "Sæt hvor langt systemet er",
        "s",
        20,
        on_marked=True,
        writes=True,
    ),
)
AGENDA = (
    _a(
        "agenda.read",
        "mark_read",
        "Gennemgået",
        "Markér punktet som gennemgået, og gå til det næste ulæste",
        "r",
        20,
        on_marked=True,
        writes=True,
    ),
)
OVERVIEW = (
    _a("overview.open", "open", "Åbn", "Vis listen bag tallet", "enter", 10),
    _a("overview.down", "move_panel(0, 1)", "Ned", "Panelet nedenunder", "down j", 95),
    _a("overview.up", "move_panel(0, -1)", "Op", "Panelet ovenover", "up k", 95),
    _a("overview.left", "move_panel(-1, 0)", "Venstre", "Panelet til venstre", "left", 95),
    _a("overview.right", "move_panel(1, 0)", "Højre", "Panelet til højre", "right tab", 95),
)
DIALOG = (
    _a(
        "dialog.cancel",
        "cancel",
        "Fortryd valget",
        "Luk uden at ændre noget",
        "escape q ctrl+q",
        20,
    ),
)
CONFIRM = (_a("dialog.confirm", "confirm", "Gå videre", "Gør det, der spørges om", "enter", 10),)

CONTEXTS: Mapping[str, tuple[Action, ...]] = {
    "Overalt": GLOBAL,
    "Skærm": STEP_OUT,
    "Liste": LIST,
    "Ordning": ARRANGE,
    "Ændring": EDIT,
    "Opslag": LOOK,
    "Bevægelse": (*MOVE, *FOLD),
    "Markering": MARK,
    "Filter": FILTER,
    "Detalje": DETAIL,
    "Opgaver": TASKS,
    "Udfasning": PHASE_OUTS,
    "Dagsorden": AGENDA,
    "Overblik": OVERVIEW,
    "Dialog": (*DIALOG, *CONFIRM),
}
"""Danish heading -> the actions valid there."""

BY_ID: Mapping[str, Action] = {
    action.id: action for actions in CONTEXTS.values() for action in actions
}
