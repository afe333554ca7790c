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
    _a("app.timeline", "show('timeline')", "Tidslinje", "Forløb, bølger og frister i tid", "6", 90),
    _a("app.agreements", "show('agreements')", "Aftaler", "Underskrifter og frister", "7", 90),
    _a(
        "app.sync",
        "show('sync')",
        "Synk",
        "Serveren: hvad venter, er afvist eller i strid",
        "8",
        90,
    ),
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
    _a("app.sync_now", "sync_now", "Synkronisér", "Hent og send ændringer nu", "S f5", 75),
    _a("app.login", "login", "Log på server", "Kommunens server, navn og adgangskode", "L", 84),
    _a(
        "app.conflict",
        "show('conflict')",
        "Konflikter",
        "Vælg, hvad der gælder, hvor to har ændret det samme",
        "C",
        90,
    ),
    _a(
        "app.news",
        "show('news')",
        "Nyheder",
        "Nyheder pr. projekt, og hvad der er ændret siden sidste besøg",
        "N",
        90,
    ),
    _a(
        "app.follow_ups",
        "show('follow_ups')",
        "Opfølgning",
        "Hvem der skal spørges igen, og sager der står stille",
        "F",
        90,
    ),
    _a("app.economy", "show('economy')", "Økonomi", "Priser, og hvad vi betaler", "R Ø", 90),
    _a(
        "app.incidents",
        "show('incidents')",
        "Driftssager",
        "Sager i støttekæden, og hvem man henvender sig til",
        "I",
        90,
    ),
    _a("app.trash", "trash", "Papirkurv", "Slettede poster, der kan hentes tilbage", "P", 85),
    _a("app.messages", "messages", "Beskeder", "Det, programmet har sagt siden start", "B", 85),
    _a("app.theme", "theme", "Tema", "Vælg farver: mørk, lys, høj kontrast …", "T", 85),
    _a("app.settings", "settings", "Indstillinger", "Se og ret alle indstillinger", "comma", 86),
    _a("app.practice", "practice", "Øvelse", "Tre minutter på demodata: prøv selv", "Y", 87),
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
        "list.done",
        "toggle_done",
        "Udført",
        "Markér som udført, eller åbn igen: opgave, system, punkt",
        "d",
        25,
        on_marked=True,
        writes=True,
    ),
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
    _a("filter.older", "older", "Før brugt", "Hent det filter, der blev brugt før", "up", 24),
    _a("filter.leave", "leave", "Til listen", "Behold filteret, og gå til listen", "down", 25),
)
DETAIL = (
    _a("detail.next", "step(1)", "Næste post", "Vis den næste post i listen", "j", 12),
    _a("detail.previous", "step(-1)", "Forrige post", "Vis posten før i listen", "k", 13),
)
FOLLOW = (
    _a(
        "follow.open",
        "follow",
        "Gå til",
        "Vis posten på dens egen skærm; Esc går tilbage",
        "enter",
        11,
    ),
    _a(
        "follow.next", "next_link(1)", "Næste linje", "Til den næste post, der er nævnt", "down", 95
    ),
    _a(
        "follow.before",
        "next_link(-1)",
        "Linjen før",
        "Til den forrige post, der er nævnt",
        "up",
        95,
    ),
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
    _a("tasks.mine", "only_mine", "Kun mine", "Vis kun de opgaver, du er ansvarlig for", "m", 37),
    _a("tasks.source", "source", "Kilde/link", "Vis opgavens kilde, og kopiér linket", "l", 41),
    _a("tasks.waves", "waves", "Alle bølger", "Vis også andre bølgers opgaver", "W", 43),
)
PHASE_OUTS = (
    _a(
        "phase_outs.step",
        "step",
        "Trin",
        "Sæt hvor langt systemet er; på et forløb kommunens egne trin",
        "s",
        20,
        on_marked=True,
        writes=True,
    ),
    _a(
        "phase_outs.contact",
        "contact",
        "Kontakt",
        "Registrér, at leverandøren er kontaktet, og hvornår der følges op",
        "r",
        21,
        on_marked=True,
        writes=True,
    ),
    _a(
        "phase_outs.vendor",
        "vendor",
        "Leverandør",
        "Alle leverandørens systemer i alle forløb, og den fælles kontaktlog",
        "l",
        22,
    ),
    _a(
        "phase_outs.mail",
        "mail",
        "Mailudkast",
        "Skriv et udkast til leverandøren om de systemer, der mangler",
        "m",
        23,
        on_marked=True,
    ),
    _a(
        "phase_outs.matrix",
        "matrix",
        "Trinmatrix",
        "Forløbets systemer og trin som en tabel, eller listen igen",
        "M",
        24,
    ),
)
FOLLOW_UPS = (
    _a(
        "follow_ups.contact",
        "contact",
        "Kontakt",
        "Registrér, at der er spurgt igen, og hvornår der følges op næste gang",
        "r",
        21,
        on_marked=True,
        writes=True,
    ),
)
VENDOR = (
    _a("vendor.contact", "answer('contact')", "Kontakt", "Registrér en kontakt", "r", 20),
    _a("vendor.mail", "answer('mail')", "Mailudkast", "Skriv et udkast til leverandøren", "m", 22),
)
TIMELINE = (
    _a(
        "timeline.closer",
        "zoom(-1)",
        "Zoom ind",
        "Vis mindre tid: år, kvartal, måned, uge, døgn med timer",
        "plus",
        20,
    ),
    _a(
        "timeline.wider",
        "zoom(1)",
        "Zoom ud",
        "Vis mere tid: døgn, uge, måned, kvartal, år",
        "minus",
        21,
    ),
    _a("timeline.today", "today", "I dag", "Sæt dagen i dag midt i tidslinjen", "full_stop", 22),
    _a("timeline.earlier", "scroll_time(-1)", "Tidligere", "Rul tilbage i tiden", "left", 23),
    _a("timeline.later", "scroll_time(1)", "Senere", "Rul frem i tiden", "right", 24),
)
AGREEMENTS = (
    _a(
        "agreements.state",
        "state",
        "Status",
        "Sæt status; en underskrift får underskriver og dag",
        "s",
        20,
        on_marked=True,
        writes=True,
    ),
    _a(
        "agreements.stored",
        "stored",
        "Hentet og gemt",
        "Skriv, hvor det underskrevne dokument er gemt",
        "r",
        22,
        on_marked=True,
        writes=True,
    ),
)
ECONOMY = (
    _a("economy.what_if", "what_if", "Hvad nu hvis", "Regn med andre tal; de gemmes ikke", "w", 20),
)
INCIDENTS = (
    _a(
        "incidents.move",
        "move_on",
        "Flyt i kæden",
        "Sæt hvor i kæden sagen er, og siden hvornår",
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
    _a(
        "agenda.task",
        "task_of_item",
        "Lav opgave",
        "Lav en lokal opgave af punktet, med punktets titel og projekt",
        "l",
        21,
        writes=True,
    ),
    _a(
        "agenda.answer",
        "answer",
        "Besvar",
        "Skriv eller ret svaret på spørgsmålet",
        "b",
        22,
        writes=True,
    ),
    _a(
        "agenda.previous",
        "previous_meeting",
        "Forrige møde",
        "Gå til mødet før, og igen til det før det",
        "p",
        23,
    ),
    _a("agenda.notes", "notes", "Mødenoter", "Se mødets noter, og gem dem i en fil", "m", 24),
)
ROLES = (
    _a(
        "roles.verify",
        "verify",
        "Bekræftet",
        "Indehaveren er spurgt i dag og har stadig rollen",
        "r",
        20,
        on_marked=True,
        writes=True,
    ),
    _a("roles.person", "person", "Person", "Personens roller, adgang og opgaver", "p", 21),
    _a("roles.vacant", "only_vacant", "Kun ubesatte", "Vis ubesatte roller, eller alle", "m", 22),
    _a(
        "roles.deputy",
        "deputy",
        "Stedfortræder",
        "Vælg hvem der træder til for indehaveren",
        "b",
        23,
        on_marked=True,
        writes=True,
    ),
    _a("roles.matrix", "matrix", "Matrix", "Alle roller mod alle personer", "M", 26),
    _a("roles.versions", "versions", "Versioner", "Hvad hver udgave af galleriet ændrede", "G", 27),
    _a(
        "roles.successor",
        "successor",
        "Til afløser",
        "Flyt den, der har en udgået rolle, til den rolle, der har afløst den",
        "E",
        48,
        on_marked=True,
        writes=True,
    ),
    _a(
        "roles.hand_over",
        "hand_over",
        "Overdrag",
        "En person fratræder: giv roller, opgaver og systemer videre på én gang",
        "O",
        49,
        writes=True,
    ),
)
HAND_OVER = (
    _a("hand_over.taker", "taker", "Ny", "Vælg hvem der overtager", "a", 12, on_marked=True),
    _a("hand_over.day", "day", "Sidste dag", "Sæt den dag, personen fratræder", "t", 14),
    _a("hand_over.do", "carry_out", "Overdrag", "Gør det hele som ét trin", "O", 11, writes=True),
)
SYNC = (
    _a(
        "sync.retry",
        "retry",
        "Prøv igen",
        "Send det igen, som serveren har afvist",
        "r",
        20,
        on_marked=True,
    ),
    _a(
        "sync.give_up",
        "give_up",
        "Brug serverens",
        "Kassér den rettelse, serveren har afvist, og brug serverens udgave",
        "b",
        21,
        on_marked=True,
        writes=True,
    ),
    _a("sync.accept", "accept", "Lad slette", "Slet også her det, serveren mangler", "l", 19),
    _a("sync.automatic", "automatic", "Automatik", "Synkronisér af sig selv, til/fra", "m", 41),
    _a("sync.compare", "compare", "Sammenlign", "Hold alt her op mod serveren på ny", "w", 63),
)
CONFLICT = (
    _a(
        "conflict.mine",
        "decide('mine')",
        "Behold min",
        "Min udgave af feltet gælder",
        "m",
        12,
        on_marked=True,
        writes=True,
    ),
    _a(
        "conflict.theirs",
        "decide('theirs')",
        "Brug deres",
        "Kollegaens udgave af feltet gælder",
        "d",
        13,
        on_marked=True,
        writes=True,
    ),
    _a(
        "conflict.both",
        "decide('both')",
        "Begge",
        "Behold begge tekster efter hinanden, eller hele listen",
        "b",
        14,
        on_marked=True,
        writes=True,
    ),
    _a(
        "conflict.edit",
        "edit",
        "Ret selv",
        "Skriv, hvad der skal stå i feltet",
        "e",
        15,
        writes=True,
    ),
    _a(
        "conflict.all_mine",
        "decide_record('mine')",
        "Alt mit",
        "Min udgave gælder for alle postens konflikter",
        "M",
        16,
        writes=True,
    ),
    _a(
        "conflict.all_theirs",
        "decide_record('theirs')",
        "Alt deres",
        "Kollegaens udgave gælder for alle postens konflikter",
        "D",
        17,
        writes=True,
    ),
)
REVIEW = (
    _a(
        "review.take",
        "take",
        "Tag med",
        "Vælg det til at blive gemt, eller vælg det fra igen",
        "m",
        11,
        on_marked=True,
    ),
    _a(
        "review.leave",
        "leave",
        "Lad være",
        "Gem det ikke, og heller ikke det, der hører til",
        "l",
        12,
        on_marked=True,
    ),
    _a(
        "review.sure",
        "take_sure",
        "Alle sikre",
        "Tag alt det med, der er læst sikkert, er uden modsigelser og ikke er afgjort",
        "M",
        13,
    ),
    _a(
        "review.save",
        "save",
        "Gem valgte",
        "Gem det, der er taget med, som ét trin",
        "G ctrl+s",
        14,
        writes=True,
    ),
    _a(
        "review.project",
        "project",
        "Hvilket projekt?",
        "Sig, hvilket kendt projekt der menes; navnet huskes til næste import",
        "p",
        16,
        on_marked=True,
    ),
    _a(
        "review.columns",
        "map_columns",
        "Arkets kolonner",
        "Se og vælg, hvad regnearkets kolonner er; valget huskes til afsenderens næste ark",
        "w",
        17,
    ),
)
FILES = (
    _a("files.complete", "complete", "Fuldfør", "Skriv resten af navnet", "tab", 12),
    _a("files.mark", "mark", "Markér", "Læs også denne fil", "space", 14),
)
OVERVIEW = (
    _a("overview.open", "open", "Åbn", "Vis listen bag tallet", "enter", 10),
    _a("overview.down", "move_panel(0, 1)", "Ned", "Panelet nedenunder", "down j", 95),
    _a("overview.up", "move_panel(0, -1)", "Op", "Panelet ovenover", "up k", 95),
    _a("overview.left", "move_panel(-1, 0)", "Venstre", "Panelet til venstre", "left", 95),
    _a("overview.right", "move_panel(1, 0)", "Højre", "Panelet til højre", "right tab", 95),
)
MATRIX = (
    _a("matrix.choose", "choose", "Vælg", "Gør det, feltet er til", "enter", 10),
    _a("matrix.left", "column(-1)", "Venstre", "En kolonne til venstre", "left", 95),
    _a("matrix.right", "column(1)", "Højre", "En kolonne til højre", "right", 95),
)
DATE = (
    _a("date.later", "shift(1)", "En dag frem", "Dagen efter den, der står i feltet", "up", 30),
    _a("date.grid", "open_grid", "Kalender", "Vælg dagen i en måned", "down", 20),
    _a("date.month_on", "shift_month(1)", "Måned frem", "Samme dag næste måned", "pagedown", 40),
    _a("date.month_back", "shift_month(-1)", "Måned tilbage", "Måneden før", "pageup", 41),
)
GRID = (
    _a("grid.take", "take", "Vælg dagen", "Skriv dagen i feltet", "enter", 10),
    _a("grid.close", "close", "Luk kalenderen", "Behold den dag, der stod", "escape", 20),
    _a("grid.left", "move(-1)", "Dagen før", "En dag tilbage", "left", 95),
    _a("grid.right", "move(1)", "Dagen efter", "En dag frem", "right", 95),
    _a("grid.up", "move(-7)", "Ugen før", "En uge tilbage", "up", 95),
    _a("grid.down", "move(7)", "Ugen efter", "En uge frem", "down", 95),
    _a("grid.month_back", "month(-1)", "Måneden før", "En måned tilbage", "pageup", 95),
    _a("grid.month_on", "month(1)", "Måneden efter", "En måned frem", "pagedown", 95),
    _a("grid.first", "edge(0)", "Den første", "Månedens første dag", "home", 95),
    _a("grid.last", "edge(1)", "Den sidste", "Månedens sidste dag", "end", 95),
)
CHOICE_FIELD = (
    _a("field.before", "turn(-1)", "Valget før", "Det forrige valg i feltet", "left", 95),
    _a("field.after", "turn(1)", "Næste valg", "Det næste valg i feltet", "right space", 95),
    _a("field.list", "pick", "Alle valg", "Vælg mellem alle feltets valg", "enter", 30),
)
PICK_FIELD = (
    _a("field.find", "pick", "Find", "Find posten ved at skrive", "enter", 30),
    _a("field.clear", "clear", "Ryd feltet", "Lad feltet være tomt", "delete backspace", 40),
)
FORM = (
    _a("form.save", "save", "Gem", "Gem det, der er ændret", "ctrl+s", 10, writes=True),
    _a("form.next", "go(1)", "Næste felt", "Til det næste felt", "down", 95),
    _a("form.before", "go(-1)", "Feltet før", "Til det forrige felt", "up", 95),
)
SAVE = (_a("text.save", "save", "Gem", "Gem det, der er skrevet", "ctrl+s", 10, writes=True),)
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
SEVERAL = (_a("several.flip", "flip", "Til/fra", "Vælg den, eller vælg den fra", "space", 12),)
VIEWS = (
    _a("views.discard", "discard", "Fjern", "Slet den gemte visning", "delete", 30, writes=True),
)
CONFIRM = (_a("dialog.confirm", "confirm", "Gå videre", "Gør det, der spørges om", "enter", 10),)

CONTEXTS: Mapping[str, tuple[Action, ...]] = {
    "Filter": FILTER,
    "Henvisning": FOLLOW,
    "Detalje": DETAIL,
    "Overblik": OVERVIEW,
    "Dagsorden": AGENDA,
    "Opgaver": TASKS,
    "Roller": ROLES,
    "Udfasning": PHASE_OUTS,
    "Leverandør": VENDOR,
    "Tidslinje": TIMELINE,
    "Aftaler": AGREEMENTS,
    "Økonomi": ECONOMY,
    "Driftssager": INCIDENTS,
    "Opfølgning": FOLLOW_UPS,
    "Synk": SYNC,
    "Konflikter": CONFLICT,
    "Gennemsyn": REVIEW,
    "Markering": MARK,
    "Liste": LIST,
    "Ændring": EDIT,
    "Ordning": ARRANGE,
    "Opslag": LOOK,
    "Bevægelse": MOVE,
    "Foldning": FOLD,
    "Matrix": MATRIX,
    "Overdragelse": HAND_OVER,
    "Skærm": STEP_OUT,
    "Overalt": GLOBAL,
    "Kalender": GRID,
    "Datofelt": DATE,
    "Valgfelt": CHOICE_FIELD,
    "Postfelt": PICK_FIELD,
    "Formular": FORM,
    "Tekst": SAVE,
    "Kolonner": SEVERAL,
    "Visninger": VIEWS,
    "Filer": FILES,
    "Dialog": (*DIALOG, *CONFIRM),
}
"""Danish heading -> the actions valid there; what is nearest to the user comes first."""

BY_ID: Mapping[str, Action] = {
    action.id: action for actions in CONTEXTS.values() for action in actions
}
CONTEXT_OF: Mapping[str, str] = {
    action.id: context for context, actions in CONTEXTS.items() for action in actions
}

_ANYWHERE = ("Skærm", "Overalt")
_LISTS = (
    "Dagsorden",
    "Opgaver",
    "Roller",
    "Udfasning",
    "Tidslinje",
    "Aftaler",
    "Økonomi",
    "Driftssager",
    "Nyheder",
    "Opfølgning",
    "Synk",
    "Gennemsyn",
)
_DIALOGS = ("Tekst", "Kolonner", "Visninger", "Filer")
_LISTED = ("Liste", "Ændring", "Ordning", "Opslag", *_ANYWHERE)
PLACES: Mapping[str, frozenset[str]] = {
    "Overblik": frozenset({"Overblik", *_ANYWHERE}),
    **{
        f"{screen}, {part}": frozenset({screen, *contexts, *_LISTED})
        for screen in _LISTS
        for part, contexts in {
            "liste": ("Markering", "Bevægelse", "Foldning"),
            "detalje": ("Detalje",),
            "filter": ("Filter",),
        }.items()
    },
    **{
        f"{screen}, henvisninger": frozenset({screen, "Henvisning", "Detalje", *_LISTED})
        for screen in ("Dagsorden", "Nyheder", "Opfølgning")
    },
    **{dialog: frozenset({dialog, "Dialog"}) for dialog in _DIALOGS},
    **{
        f"Formular, {field}": frozenset({field, "Formular", "Dialog"})
        for field in ("Valgfelt", "Postfelt")
    },
    "Leverandør": frozenset({"Leverandør", "Detalje", "Dialog"}),
    "Udfasning, matrix": frozenset({"Udfasning", "Matrix", "Markering", "Bevægelse", *_LISTED}),
    "Overdragelse": frozenset({"Overdragelse", "Markering", "Bevægelse", "Foldning", "Dialog"}),
    "Konflikter": frozenset(
        {"Konflikter", "Markering", "Liste", "Bevægelse", "Foldning", *_ANYWHERE}
    ),
    "Konflikter, detalje": frozenset({"Konflikter", "Liste", "Detalje", *_ANYWHERE}),
    "Matrix": frozenset({"Matrix", "Markering", "Bevægelse", "Dialog"}),
    "Formular, dato": frozenset({"Kalender", "Datofelt", "Formular", "Dialog"}),
}
"""Where one can be -> the contexts whose keys work there at once."""
INSTEAD: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        ("filter.restore", "screen.out"),
        ("filter.complete", "list.switch"),
        ("grid.close", "dialog.cancel"),
        ("grid.take", "dialog.confirm"),
        ("grid.up", "date.later"),
        ("grid.down", "date.grid"),
        ("grid.month_on", "date.month_on"),
        ("grid.month_back", "date.month_back"),
        ("grid.up", "form.before"),
        ("grid.down", "form.next"),
        ("date.later", "form.before"),
        ("date.grid", "form.next"),
        ("field.list", "dialog.confirm"),
        ("field.find", "dialog.confirm"),
        ("timeline.earlier", "list.fold"),
        ("timeline.later", "list.unfold"),
        ("matrix.choose", "dialog.confirm"),
        ("matrix.choose", "list.open"),
        ("follow.open", "list.open"),
        ("conflict.all_theirs", "app.leave_demo"),
    )
)
"""Inner and outer action that may share a key: what has the focus comes first."""
ALWAYS = (
    "screen.out",
    "filter.restore",
    "grid.close",
    "dialog.cancel",
    "app.quit",
    "app.palette",
    "app.help",
)
"""Never without a key that works even while text is typed: else there might be no way out."""


def may_share(one: str, other: str) -> bool:
    """Whether a key may stand for both actions: they are never active at once, or are meant to."""
    contexts = {CONTEXT_OF[one], CONTEXT_OF[other]}
    apart = not any(contexts <= place for place in PLACES.values())
    return apart or frozenset({one, other}) in INSTEAD
