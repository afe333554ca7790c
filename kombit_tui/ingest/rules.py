"""The names of the rules that find records: who makes a candidate says by which of them. Data.

What a rule is called in Danish is in `wording.rules`; a test holds the two together.
"""

from typing import Literal, get_args

AgendaRule = Literal["agenda.times", "agenda.numbers", "agenda.bullets", "agenda.plain"]
EventRule = Literal["events.columns", "events.dated", "events.nearby"]
PhaseOutRule = Literal[
    "arrow",
    "closed_for",
    "moves_from",
    "notice",
    "phase_out_name",
    "phase_out_of",
    "replaced_by",
    "replaces",
    "stops",
    "version_stops",
]
RoleRule = Literal[
    "role_assigned", "role_list", "role_named", "role_quoted", "role_row", "role_status"
]
Rule = (
    AgendaRule
    | EventRule
    | PhaseOutRule
    | RoleRule
    | Literal[
        "agreement_sentence",
        "agreement_slide",
        "attendance.list",
        "contacts.link_target",
        "contacts.printed",
        "links.address",
        "meeting.days",
        "meeting.month",
        "phase_out",
        "price_list",
        "price_row",
        "price_row_without_price",
        "price_sentence",
        "price_sum",
        "quarter_cell",
        "quarter_goal",
        "questions.cells",
        "questions.columns",
        "questions.labelled",
        "rollout_row",
        "sentence",
        "sheet_row",
        "task_announced",
        "task_bullet",
        "task_cells",
        "task_counts",
        "task_nested",
        "task_quoted",
        "task_row",
        "timeline",
        "visits.slide",
        "wave_row",
    ]
)
RULES: frozenset[str] = frozenset(name for part in get_args(Rule) for name in get_args(part))
"""All of them."""
