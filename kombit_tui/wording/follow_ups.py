"""Whom to ask again, and the cases that stand still, in words."""

HINT = (
    "{list.open}: gå til posten · {follow_ups.contact}: spurgt igen · {list.due}: ny dag · "
    "{list.comment}: kommentar"
)
LATE, SOON, STILL = "Overskredet", "I dag og de næste 14 dage", "Driftssager, der står stille"
EMPTY = (
    "Ingen skal spørges igen de næste 14 dage, og ingen driftssag står stille.",
    "{phase_outs.contact} i Udfasning ({app.phase_outs}) registrerer en kontakt og en opfølgning.",
)
LAST_SAID = "Sidst sagt"
NOBODY = "Sæt markøren på en leverandør, der skal spørges igen, eller markér nogle."
NEVER = "Leverandøren er ikke kontaktet endnu."
GO_TO = "Gå til"
CAMPAIGN_SYSTEM = "Systemet i Udfasning"
CONTACT = "Kontakten"
INCIDENT = "Driftssagen"
