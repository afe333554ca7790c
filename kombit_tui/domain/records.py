"""Every kind of record and every field of it, declared once. Data, not behaviour.

`katalog` kinds are what is announced to all; `kommune` kinds are what one municipality does about
it. They are separate records so that a newer deck never overwrites our own status.
"""

from collections.abc import Mapping

from kombit_tui.domain.choices import (
    AGREEMENT_KINDS,
    AGREEMENT_STATES,
    CAMPAIGN_KINDS,
    CHAIN_PLACES,
    CHANNELS,
    COUNTED,
    MILESTONE_KINDS,
    PREPARATION_STATES,
    ROLE_LEVELS,
    ROLE_SCOPES,
    SOURCE_KINDS,
    TASK_KINDS,
    TASK_STATUS,
    USER_TYPES,
    VISIT_STATES,
)
from kombit_tui.domain.fields import Field, FieldType, Home, Kind

_T = FieldType

_SOURCE = (
    Field("source", "Kilde", _T.REF, refers="source", editable=False),
    Field("source_first", "Kilde, første linje", _T.INTEGER, editable=False),
    Field("source_last", "Kilde, sidste linje", _T.INTEGER, editable=False),
)
_PROJECT = Field("project", "Projekt", _T.REF, refers="project", filter=("projekt", "project"))

PROJECT = Kind(
    "project",
    "Projekt",
    "Projekter",
    Home.CATALOGUE,
    "name",
    (
        Field("code", "Kode", searched=True),
        Field("name", "Navn", required=True, searched=True, filter=("titel", "title")),
        Field("kind", "Slags"),
        Field("phase", "Fase"),
        Field("mailbox", "Postkasse", searched=True),
        Field("service_desk", "Servicedesk", searched=True),
        Field("aliases", "Også kaldet", _T.LIST, searched=True),
        *_SOURCE,
    ),
)
MEETING = Kind(
    "meeting",
    "Møde",
    "Møder",
    Home.CATALOGUE,
    "title",
    (
        Field("title", "Titel", required=True, searched=True, filter=("titel", "title")),
        Field("dates", "Dage", _T.LIST),
        Field("date", "Dato", _T.DATE, filter=("start",)),
        Field("start", "Start", _T.TIME),
        Field("end", "Slut", _T.TIME),
        Field("place", "Sted", searched=True),
        Field("link", "Link"),
        Field("recording", "Optagelse"),
        Field("attendance", "Deltagelse", _T.TABLE),
        *_SOURCE,
    ),
)
AGENDA_ITEM = Kind(
    "agenda_item",
    "Dagsordenspunkt",
    "Dagsordenspunkter",
    Home.CATALOGUE,
    "title",
    (
        Field(
            "meeting", "Møde", _T.REF, refers="meeting", required=True, filter=("møde", "meeting")
        ),
        Field("position", "Nr.", _T.INTEGER),
        Field("title", "Titel", required=True, searched=True, filter=("titel", "title")),
        Field("start", "Start", _T.TIME, group="time"),
        Field("end", "Slut", _T.TIME, group="time"),
        Field("presenters", "Oplægsholdere", _T.LIST, searched=True, group="presenters"),
        Field("presenter_titles", "Titler", _T.LIST, searched=True, group="presenters"),
        Field("emails", "Mail", _T.LIST, searched=True),
        Field("pages", "Slides"),
        Field("subitems", "Underpunkter", _T.LIST, searched=True),
        Field("links", "Links", _T.LIST),
        Field("text", "Noter", _T.PROSE, searched=True),
        *_SOURCE,
    ),
)
QUESTION = Kind(
    "question",
    "Spørgsmål",
    "Spørgsmål",
    Home.BOTH,
    "question",
    (
        Field("meeting", "Møde", _T.REF, refers="meeting", filter=("møde", "meeting")),
        Field("item", "Punkt", _T.REF, refers="agenda_item"),
        Field("section", "Emne", searched=True),
        Field("question", "Spørgsmål", _T.PROSE, required=True, searched=True),
        Field("answer", "Svar", _T.PROSE, searched=True),
        Field("asked_by", "Stillet af"),
        Field("promised_for", "Lovet til", _T.DATE),
        *_SOURCE,
    ),
)
TASK = Kind(
    "task",
    "KLIK-opgave",
    "KLIK-opgaver",
    Home.BOTH,
    "title",
    (
        _PROJECT,
        Field("code", "Kode", searched=True),
        Field("title", "Titel", required=True, searched=True, filter=("titel", "title")),
        Field("kind", "Type", _T.CHOICE, choices=TASK_KINDS, filter=("type",)),
        Field("start", "Start", _T.DATE, filter=("start",)),
        Field("due", "Frist i KLIK", _T.DATE, filter=("frist", "due")),
        Field("due_real", "Frist i praksis", _T.DATE),
        Field("consequence_date", "Konsekvens den", _T.DATE, group="consequence"),
        Field("consequence", "Konsekvens", _T.PROSE, searched=True, group="consequence"),
        Field("duration", "Varighed"),
        Field("wave", "Bølge", searched=True, filter=("bølge", "wave")),
        Field("performer_role", "Anbefalet udfører", searched=True),
        Field("involved", "Involverede", _T.LIST, searched=True),
        Field("count_done", "Fuldført i landet", _T.INTEGER, group="counts"),
        Field("count_started", "Påbegyndt i landet", _T.INTEGER, group="counts"),
        Field("count_open", "Ikke påbegyndt i landet", _T.INTEGER, group="counts"),
        Field("counts_on", "Optalt den", _T.DAY, group="counts"),
        Field("text", "Beskrivelse", _T.PROSE, searched=True),
        Field("link", "Link"),
        Field("campaign", "Hører til forløb", _T.REF, refers="campaign"),
        Field("item", "Af dagsordenspunkt", _T.REF, refers="agenda_item"),
        *_SOURCE,
    ),
)
TASK_CHANGE = Kind(
    "task_change",
    "Frist-/typeændring",
    "Frist-/typeændringer",
    Home.CATALOGUE,
    "field",
    (
        Field("task", "Opgave", _T.REF, refers="task", required=True),
        Field("field", "Felt", required=True),
        Field("before", "Fra"),
        Field("after", "Til"),
        Field("reason", "Begrundelse", _T.PROSE),
        Field("on", "Oplyst den", _T.DAY),
        *_SOURCE,
    ),
)
TASK_STATE = Kind(
    "task_state",
    "Opgavestatus",
    "Opgavestatus",
    Home.MUNICIPALITY,
    "status",
    (
        Field("task", "Opgave", _T.REF, refers="task", required=True),
        Field(
            "status", "Status", _T.CHOICE, choices=TASK_STATUS, group="status", filter=("status",)
        ),
        Field("done_on", "Fuldført den", _T.DAY, group="status"),
        Field("responsible", "Ansvarlig", _T.REF, refers="person", filter=("ansvarlig", "owner")),
        Field("performer", "Udfører", _T.REF, refers="person", filter=("udfører", "performer")),
        Field("own_due", "Egen frist", _T.DATE),
    ),
)
ROLE = Kind(
    "role",
    "Rolle",
    "Roller",
    Home.CATALOGUE,
    "name",
    (
        Field("name", "Navn", required=True, searched=True, filter=("titel", "title", "rolle")),
        Field("level", "Niveau", _T.CHOICE, choices=ROLE_LEVELS, filter=("niveau", "level")),
        Field("scope", "Dækker", _T.CHOICE, choices=ROLE_SCOPES),
        Field("system", "System", searched=True, filter=("system",)),
        Field("mandatory", "Obligatorisk", _T.FLAG),
        Field("holder_rule", "Hvem kan have den", _T.PROSE, searched=True),
        Field("description", "Beskrivelse", _T.PROSE, searched=True),
        Field("since_version", "Siden version"),
        Field("retired_in", "Udgået i version"),
        Field("successor", "Afløst af", searched=True),
        Field("managers_only", "Kun for ledere", _T.FLAG),
        *_SOURCE,
    ),
)
PERSON = Kind(
    "person",
    "Person",
    "Personer",
    Home.MUNICIPALITY,
    "name",
    (
        Field("name", "Navn", required=True, searched=True, filter=("titel", "title")),
        Field("mail", "Mail", searched=True),
        Field("unit", "Enhed", searched=True),
        Field("is_manager", "Er leder", _T.FLAG),
        Field("user_type", "KLIK-brugertype", _T.CHOICE, choices=USER_TYPES),
        Field("access_contact", "1. Kontaktdata i Organisation", _T.FLAG),
        Field("access_job_role", "2. Jobfunktionsrolle i Adgangsstyring", _T.FLAG),
        Field("access_rights", "3. Rettigheder i Brugerhåndtering", _T.FLAG),
        Field("access_gallery", "4. Rolle i Rollegalleri", _T.FLAG),
        Field("left_on", "Fratræder den", _T.DAY),
    ),
    confidential=True,
)
ASSIGNMENT = Kind(
    "assignment",
    "Rolletildeling",
    "Rolletildelinger",
    Home.MUNICIPALITY,
    "role",
    (
        Field("role", "Rolle", _T.REF, refers="role", required=True, group="holder"),
        Field("person", "Person", _T.REF, refers="person", required=True, group="holder"),
        Field("since", "Siden", _T.DAY),
        Field("until", "Til", _T.DAY),
        Field("deputy", "Stedfortræder", _T.REF, refers="person"),
        Field("verified_on", "Bekræftet den", _T.DAY),
    ),
    confidential=True,
)
CAMPAIGN = Kind(
    "campaign",
    "Forløb",
    "Forløb",
    Home.CATALOGUE,
    "title",
    (
        Field("title", "Titel", required=True, searched=True, filter=("titel", "title")),
        Field("kind", "Slags", _T.CHOICE, choices=CAMPAIGN_KINDS, filter=("type",)),
        Field("replaces", "Fra", searched=True),
        Field("replaced_by", "Til", searched=True),
        Field("stop", "Stop", _T.DATE, filter=("frist", "due")),
        Field("system_steps", "Trin pr. system", _T.TABLE),
        Field("own_steps", "Kommunens egne trin", _T.TABLE),
        Field("text", "Beskrivelse", _T.PROSE, searched=True),
        *_SOURCE,
    ),
)
MILESTONE = Kind(
    "milestone",
    "Milepæl",
    "Milepæle",
    Home.CATALOGUE,
    "title",
    (
        Field("campaign", "Forløb", _T.REF, refers="campaign"),
        Field("area", "Område", searched=True),
        Field("wave", "Bølge", searched=True, filter=("bølge", "wave")),
        Field("title", "Titel", required=True, searched=True, filter=("titel", "title")),
        Field("date", "Dato", _T.DATE, filter=("frist", "due")),
        Field("kind", "Slags", _T.CHOICE, choices=MILESTONE_KINDS),
        Field("start", "Fra kl.", _T.TIME),
        Field("end", "Til kl.", _T.TIME),
        *_SOURCE,
    ),
)
SYSTEM = Kind(
    "system",
    "It-system",
    "It-systemer",
    Home.MUNICIPALITY,
    "name",
    (
        Field(
            "name",
            "Navn",
            required=True,
            searched=True,
            group="system",
            filter=("titel", "title", "system"),
        ),
        Field(
            "vendor",
            "Leverandør",
            searched=True,
            group="system",
            filter=("leverandør", "vendor"),
        ),
        Field("owner", "Ejer", _T.REF, refers="person", filter=("ansvarlig", "owner")),
        Field("interfaces", "Snitflader", _T.LIST, filter=("snitflade", "interface")),
        Field("service_desk", "Servicedesk", searched=True),
        Field("chain", "Kæden efter systemet", _T.LIST, searched=True),
        Field("in_use", "I brug", _T.FLAG),
    ),
)
CAMPAIGN_SYSTEM = Kind(
    "campaign_system",
    "System i forløb",
    "Systemer i forløb",
    Home.MUNICIPALITY,
    "system",
    (
        Field("campaign", "Forløb", _T.REF, refers="campaign", required=True),
        Field("system", "System", _T.REF, refers="system", required=True),
        Field("steps", "Trin", _T.TABLE),
        Field("excused", "Undtaget fordi"),
        Field("plan", "Leverandørens plan", _T.PROSE, searched=True),
        Field("plan_date", "Planlagt flyttet", _T.DATE),
        Field("risk", "Risiko", _T.PROSE, searched=True),
        Field("follow_up", "Næste opfølgning", _T.DATE),
        Field("text", "Noter", _T.PROSE, searched=True),
    ),
)
CONTACT_ENTRY = Kind(
    "contact_entry",
    "Leverandørkontakt",
    "Leverandørkontakter",
    Home.MUNICIPALITY,
    "text",
    (
        Field(
            "vendor", "Leverandør", required=True, searched=True, filter=("leverandør", "vendor")
        ),
        Field("campaign", "Forløb", _T.REF, refers="campaign"),
        Field("on", "Den", _T.DAY, required=True),
        Field("by", "Af", searched=True),
        Field("channel", "Hvordan", _T.CHOICE, choices=CHANNELS),
        Field("text", "Hvad blev sagt", _T.PROSE, required=True, searched=True),
        Field("follow_up", "Følg op", _T.DATE, filter=("frist", "due")),
    ),
)
CAMPAIGN_STATE = Kind(
    "campaign_state",
    "Kommunens trin",
    "Kommunens trin",
    Home.MUNICIPALITY,
    "campaign",
    (
        Field("campaign", "Forløb", _T.REF, refers="campaign", required=True),
        Field("steps", "Trin", _T.TABLE),
    ),
)
INCIDENT = Kind(
    "incident",
    "Driftssag",
    "Driftssager",
    Home.MUNICIPALITY,
    "title",
    (
        Field("system", "System", _T.REF, refers="system", required=True),
        Field("title", "Titel", required=True, searched=True, filter=("titel", "title")),
        Field("since", "Siden", _T.DAY),
        Field("place", "Hvor i kæden", _T.CHOICE, choices=CHAIN_PLACES, group="place"),
        Field("moved_on", "Der siden", _T.DAY, group="place"),
        Field("case", "Sagsnummer", searched=True),
        Field("text", "Noter", _T.PROSE, searched=True),
        Field("closed_on", "Lukket den", _T.DAY),
    ),
)
AGREEMENT = Kind(
    "agreement",
    "Aftale",
    "Aftaler",
    Home.CATALOGUE,
    "title",
    (
        Field("title", "Titel", required=True, searched=True, filter=("titel", "title")),
        Field("kind", "Slags", _T.CHOICE, choices=AGREEMENT_KINDS, filter=("type",)),
        _PROJECT,
        Field("sent", "Udsendt", _T.DATE),
        Field("deadline", "Frist", _T.DATE, filter=("frist", "due")),
        Field("count_signed", "Underskrevet i landet", _T.INTEGER),
        Field("missing", "Mangler i landet", _T.LIST),
        Field("text", "Noter", _T.PROSE, searched=True),
        *_SOURCE,
    ),
)
AGREEMENT_STATE = Kind(
    "agreement_state",
    "Underskrift",
    "Underskrifter",
    Home.MUNICIPALITY,
    "state",
    (
        Field("agreement", "Aftale", _T.REF, refers="agreement", required=True),
        Field("state", "Status", _T.CHOICE, choices=AGREEMENT_STATES, group="signature"),
        Field("signer", "Underskriver", _T.REF, refers="person", group="signature"),
        Field("signed_on", "Underskrevet den", _T.DAY, group="signature"),
        Field("download_before", "Hentes senest", _T.DAY),
        Field("stored", "Gemt i", searched=True),
    ),
)
PRICE = Kind(
    "price",
    "Pris",
    "Priser",
    Home.CATALOGUE,
    "system",
    (
        _PROJECT,
        Field("system", "System", required=True, searched=True, filter=("system", "titel")),
        Field("year", "År", _T.INTEGER),
        Field("amount", "Pris (kr.)", _T.NUMBER, group="price"),
        Field("unit", "Enhed", group="price"),
        Field("counts", "Pris pr.", _T.CHOICE, choices=COUNTED, group="price"),
        Field("break_limit", "Knæk ved", _T.INTEGER, group="break"),
        Field("break_share", "Andel over knæk", _T.NUMBER, group="break"),
        Field("note", "Note", _T.PROSE, searched=True),
        *_SOURCE,
    ),
)
PROFILE = Kind(
    "profile",
    "Kommuneprofil",
    "Kommuneprofiler",
    Home.MUNICIPALITY,
    "name",
    (
        Field("code", "Kommunekode", required=True),
        Field("name", "Kommune", required=True),
        Field("citizens", "Borgere", _T.INTEGER),
        Field("pupils", "Skoleelever", _T.INTEGER),
        Field("children", "Børn i dagtilbud", _T.INTEGER),
        Field("buildings", "Bygninger og boligenheder", _T.INTEGER),
        Field("addresses", "Adresser", _T.INTEGER),
        Field("waves", "Bølger", _T.LIST),
    ),
)
NEWS = Kind(
    "news",
    "Nyhed",
    "Nyheder",
    Home.CATALOGUE,
    "text",
    (
        _PROJECT,
        Field("date", "Dato", _T.DATE),
        Field("text", "Tekst", _T.PROSE, required=True, searched=True),
        *_SOURCE,
    ),
)
NOTE = Kind(
    "note",
    "Kommentar",
    "Kommentarer",
    Home.MUNICIPALITY,
    "text",
    (
        Field("about", "Om", required=True),
        Field("text", "Tekst", _T.PROSE, required=True, searched=True),
        Field("on", "Skrevet den", _T.DAY),
    ),
)
PREPARATION = Kind(
    "preparation",
    "Forberedelse",
    "Forberedelser",
    Home.MUNICIPALITY,
    "state",
    (
        Field("item", "Punkt", _T.REF, refers="agenda_item", required=True),
        Field("person", "Person"),
        Field("state", "Status", _T.CHOICE, choices=PREPARATION_STATES),
        Field("text", "Noter", _T.PROSE, searched=True),
    ),
)
VIEW = Kind(
    "view",
    "Visning",
    "Visninger",
    Home.MUNICIPALITY,
    "name",
    (
        Field("name", "Navn", required=True),
        Field("kind", "Skærm", required=True),
        Field("filter", "Filter"),
        Field("sort", "Sortering"),
        Field("grouping", "Gruppering"),
        Field("columns_shown", "Kolonner", _T.LIST),
        Field("every_wave", "Alle bølger", _T.FLAG),
        Field("shared", "Delt", _T.FLAG),
    ),
)
COLUMN_MAPPING = Kind(
    "column_mapping",
    "Kolonnevalg",
    "Kolonnevalg",
    Home.MUNICIPALITY,
    "sender",
    (
        Field("sender", "Afsender", required=True, editable=False),
        Field("headings", "Overskrifter", required=True, editable=False),
        Field("kind", "Slags post", required=True, editable=False),
        Field("columns", "Kolonner", _T.TABLE, editable=False),
    ),
)
CONTACT = Kind(
    "contact",
    "Kontakt",
    "Kontakter",
    Home.CATALOGUE,
    "name",
    (
        Field("name", "Navn", searched=True, filter=("titel", "title")),
        Field("title", "Titel", searched=True),
        Field("mail", "Mail", searched=True),
        Field("phone", "Telefon", searched=True),
        *_SOURCE,
    ),
    confidential=True,
)
LINK = Kind(
    "link",
    "Link",
    "Links",
    Home.CATALOGUE,
    "url",
    (
        Field("url", "Adresse", required=True, searched=True),
        Field("meeting", "Møde", _T.REF, refers="meeting"),
        *_SOURCE,
    ),
)
ROLLOUT_STATUS = Kind(
    "rollout_status",
    "Udrulningsstatus",
    "Udrulningsstatus",
    Home.CATALOGUE,
    "vendor_system",
    (
        Field("vendor_system", "System", required=True, searched=True),
        Field("area", "Område", searched=True),
        Field("in_operation", "I drift", _T.INTEGER),
        Field("agreed", "Aftalt", _T.INTEGER),
        Field("not_agreed", "Ikke aftalt", _T.INTEGER),
        Field("total", "I alt", _T.INTEGER),
        *_SOURCE,
    ),
)
VISIT = Kind(
    "visit",
    "Kommunebesøg",
    "Kommunebesøg",
    Home.CATALOGUE,
    "municipality",
    (
        Field("municipality", "Kommune", required=True, searched=True),
        Field("date", "Dato", _T.DATE),
        Field("state", "Status", _T.CHOICE, choices=VISIT_STATES),
        *_SOURCE,
    ),
)
SOURCE = Kind(
    "source",
    "Kilde",
    "Kilder",
    Home.BOTH,
    "file",
    (
        Field("file", "Fil", required=True, searched=True),
        Field("sha256", "SHA-256", exported=False),
        Field("kind", "Slags", _T.CHOICE, choices=SOURCE_KINDS),
        Field("read_on", "Læst den", _T.DAY),
        Field("speaks_from", "Dateret", _T.DAY),
    ),
)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        PROJECT,
        MEETING,
        AGENDA_ITEM,
        QUESTION,
        TASK,
        TASK_CHANGE,
        TASK_STATE,
        ROLE,
        PERSON,
        ASSIGNMENT,
        CAMPAIGN,
        MILESTONE,
        SYSTEM,
        CAMPAIGN_SYSTEM,
        CONTACT_ENTRY,
        CAMPAIGN_STATE,
        INCIDENT,
        AGREEMENT,
        AGREEMENT_STATE,
        PRICE,
        PROFILE,
        NEWS,
        NOTE,
        PREPARATION,
        VIEW,
        COLUMN_MAPPING,
        CONTACT,
        LINK,
        ROLLOUT_STATUS,
        VISIT,
        SOURCE,
    )
}
