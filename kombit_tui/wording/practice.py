"""What the practice says. An action's id in braces becomes its key."""

from kombit_tui.db.queries.practice import CONFLICT, DUE, MOVE, REVIEW, UNDO

STEPS = {
    DUE: (
        "Sæt en frist på tre opgaver på én gang",
        "{app.tasks} Opgaver · {list.mark} på tre rækker · {list.due} og fx «om 2 uger» · Enter",
    ),
    UNDO: (
        "Fortryd de tre frister",
        "{app.undo} tager det hele tilbage i ét trin",
    ),
    REVIEW: (
        "Gennemgå et punkt på dagsordenen",
        "{app.agenda} Dagsorden · gå til et ulæst punkt · {agenda.read}",
    ),
    MOVE: (
        "Flyt et system til CH2",
        "{app.phase_outs} Udfasning · gå til et system · {phase_outs.step} · vælg Flyttet",
    ),
    CONFLICT: (
        "Løs en konflikt med en kollega",
        "{app.conflict} Konflikter · {conflict.mine} beholder din, {conflict.theirs} bruger deres",
    ),
}
"""Step -> what is to be done, and how."""
LATER = "{screen.out} lægger den væk, {app.practice} tager den op igen"
DONE = (
    "Øvelsen er gennemført. Flot!",
    "Du har sat, fortrudt, gennemgået, flyttet og afgjort. {app.help} viser resten.",
    "{app.leave_demo} går til dit eget lager · {screen.out} lukker her",
)
"""What is said at the end: a heading and two lines."""
OFFER = (
    "Demodata: prøv løs. {app.practice} øver det vigtigste på tre minutter, "
    "{app.leave_demo} går tilbage."
)
LEFT = "Øvelsen venter: {app.practice} tager den op igen."


def heading(done: int) -> str:
    """How far one is."""
    return f"Øvelse: {done} af {len(STEPS)}"
