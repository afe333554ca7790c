"""What the rules that find records are called: how the import review says why it is there.

`ingest.rules` has the names in the code; a test holds the two together.
"""

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "agenda.bullets": "Dagsordenens punkttegn",
    "agenda.numbers": "Dagsordenens numre",
    "agenda.plain": "Linjer under «Dagsorden»",
    "agenda.times": "Dagsordenens klokkeslæt",
    "agreement_sentence": "Sætning om en aftale",
    "agreement_slide": "Side om en aftale",
    "arrow": "Pil fra det gamle system til det nye",
    "attendance.list": "Liste over deltagende kommuner",
    "closed_for": "Sætning: der lukkes for noget i systemet",
    "contacts.link_target": "Mailadresse bag et link",
    "contacts.printed": "Mailadresse eller telefon i teksten",
    "events.columns": "Møder i kolonner",
    "events.dated": "Navn og dato i samme afsnit",
    "events.nearby": "Dato nær et mødes navn",
    "links.address": "Internetadresse",
    "meeting.days": "Mødets dage på forsiden",
    "meeting.month": "Mødets måned på forsiden",
    "moves_from": "Sætning: overgang fra et system til et andet",
    "notice": "Sætning: systemet opsiges",
    "phase_out": "Dato i en sætning om udfasning",
    "phase_out_name": "Ordet «udfasning» efter et navn",
    "phase_out_of": "Sætning: udfasning af systemet",
    "price_list": "Prisliste",
    "price_row": "Række i en pristabel",
    "price_row_without_price": "Række i en pristabel, uden pris",
    "price_sentence": "Pris i en sætning",
    "price_sum": "Sum under en pristabel",
    "quarter_cell": "Felt under et kvartal",
    "quarter_goal": "Mål for et kvartal",
    "questions.cells": "Spørgsmål og svar i en tabel",
    "questions.columns": "Spørgsmål og svar i to spalter",
    "questions.labelled": "Linjer med «Spørgsmål» og «Svar»",
    "replaced_by": "Sætning: systemet erstattes af et andet",
    "replaces": "Sætning: noget afløser systemet",
    "role_assigned": "Sætning om, hvem der får rollen",
    "role_list": "Liste over roller",
    "role_named": "Sætning, der nævner rollen",
    "role_quoted": "Rollens navn i anførselstegn",
    "role_row": "Række i en tabel over roller",
    "role_status": "Rolle med status ved siden af",
    "rollout_row": "Række i en tabel over udrulning",
    "sentence": "Dato i en sætning",
    "sheet_row": "Række i et regneark",
    "stops": "Sætning: systemet stopper",
    "task_announced": "Opgave, der omtales i teksten",
    "task_bullet": "Opgave som punkttegn",
    "task_cells": "Række i en opgavetabel (felter)",
    "task_counts": "Række med status pr. opgave",
    "task_nested": "Opgave under et andet punkt",
    "task_quoted": "Opgavens navn i anførselstegn",
    "task_row": "Række i en opgavetabel",
    "timeline": "Punkt på en tidslinje",
    "version_stops": "Sætning: en version stopper",
    "visits.slide": "Side om kommunebesøg",
    "wave_row": "Række i en bølgeplan",
}
"""Name in the code -> Danish."""


def rule_text(name: str) -> str:
    """What a rule is called; nothing where there was none."""
    return RULES[name] if name else ""
