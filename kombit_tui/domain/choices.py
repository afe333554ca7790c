"""The values that fields choose from, with their Danish labels, in the order that counts.

Apart from the declarations because lists need only the labels, and need them at once.
"""

TASK_KINDS = {
    "obligatorisk_kritisk_vej": "Obligatorisk på kritisk vej",
    "obligatorisk": "Obligatorisk",
    "anbefalet": "Anbefalet",
    "lokal": "Lokal",
}
TASK_STATUS = {"open": "Ikke påbegyndt", "started": "Påbegyndt", "done": "Fuldført"}
ROLE_LEVELS = {"strategic": "Strategisk", "tactical": "Taktisk", "operational": "Operationel"}
ROLE_SCOPES = {
    "system": "Et system",
    "cross": "Tværgående",
    "infrastructure": "Infrastruktur",
}
USER_TYPES = {
    "none": "Ingen bruger",
    "reader": "Læser",
    "light": "Light-bruger",
    "user": "KLIK-bruger",
    "admin": "KLIK-administrator",
}
CAMPAIGN_KINDS = {"phase_out": "Udfasning", "roll_out": "Udrulning", "change": "Ændring"}
MILESTONE_KINDS = {
    "stop": "Stop",
    "go_live": "Go-live",
    "preparation": "Forberedelse",
    "roll_out": "Udrulning",
    "window": "Servicevindue",
    "meeting": "Møde",
    "other": "Milepæl",
}
TIMELINE_KINDS = {"follow_up": "Opfølgning", "download": "Hentes senest"}
"""What stands on the timeline beside milestones and deadlines."""
PREPARATION_STATES = {
    "unread": "Ulæst",
    "read": "Gennemgået",
    "question": "Spørgsmål",
    "decision": "Beslutning",
}
AGREEMENT_KINDS = {
    "connection": "Tilslutningsaftale",
    "processing": "Databehandleraftale",
    "annex": "Bilag",
    "other": "Anden aftale",
}
AGREEMENT_STATES = {
    "missing": "Mangler underskrift",
    "sent": "Sendt til underskrift",
    "signed": "Underskrevet",
    "irrelevant": "Ikke relevant",
}
VISIT_STATES = {"visited": "Besøgt", "planned": "Planlagt", "interested": "Interesseret"}
CHANNELS = {"mail": "Mail", "phone": "Telefon", "meeting": "Møde", "other": "Andet"}
COUNTED = {
    "citizens": "Borger",
    "pupils": "Skoleelev",
    "children": "Barn i dagtilbud",
    "buildings": "Bygning og boligenhed",
    "addresses": "Adresse",
    "fixed": "Fast beløb",
}
"""What a price is for one of; the keys are those of the counts of a municipality's profile."""
CHAIN_PLACES = {
    "system": "Hos fagsystemets servicedesk",
    "platform": "Hos Serviceplatformen eller Støttesystemerne",
    "source": "Hos kilden",
    "back": "Svar på vej tilbage",
    "closed": "Løst",
}
"""Where in the support chain a case is (kædeansvar)."""
SOURCE_KINDS = {"deck": "Slides", "qa_note": "Opsamling", "table": "Tabel"}
