"""The digest in words: what each panel of Overblik says; `kombit-tui status` says the same."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kombit_tui.db.queries.news import NewsRow
from kombit_tui.db.queries.overview import Overview, TaskCount
from kombit_tui.db.queries.tasks import TaskRow
from kombit_tui.db.queries.vendors import FollowUp
from kombit_tui.domain.burn_down import PACE_WEEKS, BurnDown
from kombit_tui.domain.campaigns import days_left
from kombit_tui.wording.agreements import document_words, state_tone
from kombit_tui.wording.support_chain import place_words
from kombit_tui.wording.values import day_text, days_to, decimal, is_overdue, iso_text


class PanelText(NamedTuple):
    """What a panel says."""

    title: str
    number: str = ""
    lines: Sequence[tuple[str, str]] = ()
    """Text and tone, the most pressing first; as many are shown as there is room for."""
    tone: str = ""
    """The tone of the number."""
    many: int | None = None
    """How many there are of what the lines name, read along or not; None where they are facts."""

    def shown(self, room: int) -> Sequence[tuple[str, str]]:
        """The lines there is room for; the last one says how many more there are."""
        many = max(self.many or 0, len(self.lines))
        if self.many is None or many <= min(room, len(self.lines)) or room < 2:
            return self.lines[:room]
        told = self.lines[: room - 1]
        return [*told, (f"… og {many - len(told)} til", "muted")]


PANELS = (
    "overdue",
    "soon",
    "mine",
    "meeting",
    "campaign",
    "follow_ups",
    "vacant",
    "broken",
    "agreements",
    "wave",
    "news",
    "changes",
    "pace",
)
TITLES = {
    "overdue": "Overskredet",
    "soon": "Frist inden 14 dage",
    "mine": "Mine opgaver",
    "meeting": "Næste møde",
    "campaign": "Udfasning",
    "follow_ups": "Næste opfølgning",
    "vacant": "Ubesatte roller",
    "broken": "Roller at rette",
    "agreements": "Aftaler",
    "wave": "Vores bølger",
    "news": "Nyheder",
    "changes": "Ændret siden sidste besøg",
    "pace": "Tempo i udfasningen",
}
"""What each panel is called, whatever it has to say."""
LOADING = (("Henter …", "muted"),)
FAILED = (("! Kunne ikke hentes.", "error"),)
EMPTY = (("Lageret er tomt.", "muted"),)
NOTHING = (("Intet.", "muted"),)


_STATES = {"missing": "Mangler", "sent": "Sendt"}
"""What an agreement waits for, in a word."""
NEVER = 10**9
"""The last day of a deadline that is not known."""
DIGEST_LINES = 8
"""How many lines the digest tells of each panel."""


def panel_texts(found: Overview, today: date) -> dict[str, PanelText]:
    """What each panel says, by its name."""
    if found.is_empty:
        return {name: PanelText(TITLES[name], "", EMPTY) for name in PANELS}
    mine = f"{TITLES['mine']} ({found.my_name})" if found.my_name else TITLES["mine"]
    return {
        "overdue": _tasks(TITLES["overdue"], found.overdue, "error"),
        "soon": _tasks(TITLES["soon"], found.soon, "warning"),
        "mine": _tasks(mine, found.mine, ""),
        "meeting": _meeting(found, today),
        "campaign": _campaign(found, today),
        "follow_ups": _follow_ups(found, today),
        "vacant": _vacant(found),
        "broken": _broken(found),
        "agreements": _agreements(found, today),
        "wave": _wave(found, today),
        "news": _news(found),
        "changes": _changes(found),
        "pace": _pace(found),
    }


def _tasks(title: str, counted: TaskCount, tone: str) -> PanelText:
    lines = [(_task(row), "") for row in counted.first]
    number = counted.number
    return PanelText(title, str(number), lines or NOTHING, tone if number else "ok", number)


def _task(row: TaskRow) -> str:
    return f"{day_text(row.due, row.due_text):<10} {row.title}"


def _meeting(found: Overview, today: date) -> PanelText:
    meeting = found.meeting
    if meeting is None:
        return PanelText(TITLES["meeting"], "", (("Intet møde er meldt ud.", "muted"),))
    days = " og ".join(iso_text(day) for day in meeting.dates)
    first = None if meeting.first_day is None else date.fromordinal(meeting.first_day)
    when = " · ".join(part for part in (days, meeting.start or "", days_to(first, today)) if part)
    lines = [
        (meeting.title, ""),
        (when, ""),
        (
            f"{meeting.unread} af {meeting.items} punkter er ulæst",
            "warning" if meeting.unread else "ok",
        ),
        (f"{meeting.open_questions} ubesvarede spørgsmål", "muted"),
    ]
    return PanelText(TITLES["meeting"], f"{meeting.unread} ulæst", lines)


def _campaign(found: Overview, today: date) -> PanelText:
    campaign = found.campaign
    if campaign is None:
        return PanelText(TITLES["campaign"], "", (("Ingen udfasning er meldt ud.", "muted"),))
    left = days_left(campaign.stop_day, today)
    progress = campaign.progress
    when = days_to(campaign.stop_day, today)
    stop = f"Stop {day_text(campaign.stop, campaign.stop_text)}" if campaign.stop else "Uden stop"
    lines = [
        (f"{when.capitalize()}: {campaign.title}" if when else campaign.title, ""),
        (
            f"{stop} · {progress.moved} af {progress.total} flyttet",
            "warning" if progress.remaining else "ok",
        ),
    ]
    ahead = [m for m in campaign.milestones if (m.first_day or 0) >= today.toordinal()]
    lines += [(f"{day_text(m.date, m.date_text)} {m.title}", "muted") for m in ahead]
    is_late = left is not None and left < 0 and progress.remaining
    number = f"{progress.remaining} mangler"
    return PanelText(TITLES["campaign"], number, lines, "error" if is_late else "")


def _vacant(found: Overview) -> PanelText:
    lines = [
        (f"{'! ' if role.is_mandatory else ''}{role.name}", "error" if role.is_mandatory else "")
        for role in found.vacant
    ]
    many = len(found.vacant)
    number = f"{many} ({found.missed} obl.)" if many else "0"
    tone = "error" if found.missed else "ok"
    return PanelText(TITLES["vacant"], number, lines or NOTHING, tone, many)


def _broken(found: Overview) -> PanelText:
    from kombit_tui.wording.roles import rules_text, rules_tone

    lines = [
        (f"{'! ' if tone == 'error' else ''}{row.name}: {rules_text(row.broken)}", tone)
        for row, tone in ((row, rules_tone(row)) for row in found.broken)
    ]
    tone = next((tone for _, tone in lines if tone == "error"), "warning" if lines else "ok")
    return PanelText(TITLES["broken"], str(len(lines)), lines or NOTHING, tone, len(lines))


def _wave(found: Overview, today: date) -> PanelText:
    from kombit_tui.wording.own_waves import nearness, own_date

    lines = [(own_date(one), "") for one in found.own_dates]
    near = nearness(found.own_dates[0], today) if lines else ""
    title = f"{TITLES['wave']}: {near}" if near else TITLES["wave"]
    return PanelText(title, str(len(lines)), lines or NOTHING, "", len(lines))


def _follow_ups(found: Overview, today: date) -> PanelText:
    """Whom to ask again within two weeks, and the cases that stand still."""
    lines = [(follow_up_line(one), _late(one.last, today)) for one in found.follow_ups]
    lines += [
        (f"! Driftssag står stille, {place_words(one)}: {one.title}", "error")
        for one in found.stuck
    ]
    tone = next((tone for _, tone in lines if tone), "ok" if not lines else "")
    return PanelText(TITLES["follow_ups"], str(len(lines)), lines or NOTHING, tone, len(lines))


def follow_up_line(one: FollowUp) -> str:
    """A day, whom to ask about what."""
    about = one.title if one.title == one.vendor else f"{one.title}, {one.vendor or 'ukendt'}"
    return f"{day_text(one.day, one.words):<10} {about}: {one.campaign_title}"


def _late(last: int, today: date) -> str:
    return "error" if is_overdue(last, today) else ""


def _agreements(found: Overview, today: date) -> PanelText:
    lines = []
    for one in found.agreements:
        is_late = is_overdue(one.deadline_last or NEVER, today)
        if fetch := document_words(one, today):
            lines.append((f"{fetch[:1].upper()}{fetch[1:]}: {one.title}", state_tone(one)))
            continue
        due = day_text(one.deadline, one.deadline_text) or "Uden frist"
        lines.append((f"{due:<10} {_STATES[one.state]}: {one.title}", "error" if is_late else ""))
    many = len(lines)
    tone = "warning" if lines else "ok"
    return PanelText(TITLES["agreements"], str(many), lines or NOTHING, tone, many)


def _news(found: Overview) -> PanelText:
    lines = [
        (f"{day_text(one.date, one.date_text)} {_of_project(one)}{one.title}", "")
        for one in found.news
    ]
    return PanelText(TITLES["news"], str(len(lines)), lines or NOTHING, "", len(lines))


def _of_project(one: NewsRow) -> str:
    return f"{one.project}: " if one.project else ""


def _changes(found: Overview) -> PanelText:
    from kombit_tui.wording.news import changed_lines, many

    since = found.since
    lines = [(line, "") for line in changed_lines(since)]
    if since.moment is None:
        lines = [("Det er det første besøg.", "muted")]
        return PanelText(TITLES["changes"], "0", lines)
    return PanelText(TITLES["changes"], many(since), lines or NOTHING, "", len(lines))


def _pace(found: Overview) -> PanelText:
    if found.pace is None:
        none = "Intet forløb med en stopdag har systemer, der mangler."
        return PanelText(TITLES["pace"], "", ((none, "muted"),))
    campaign, burnt = found.pace
    is_late = burnt.forecast is None or burnt.forecast > burnt.stop
    lines = [(pace_words(burnt), ""), (forecast_words(burnt), "warning" if is_late else "ok")]
    return PanelText(f"Tempo: {campaign.title}", f"{burnt.remaining} mangler", lines)


def pace_words(burnt: BurnDown) -> str:
    """The burn-down in words, instead of the plot: what is left, needed, and was done lately."""
    left = f"{burnt.remaining} af {burnt.total} mangler"
    lately = f"de seneste {PACE_WEEKS} uger blev det {decimal(burnt.per_week)}"
    if burnt.needed_per_week is None:
        return f"{left}, og stop var {days_to(burnt.stop, burnt.today)}; {lately} om ugen."
    return f"{left}. Der skal flyttes {decimal(burnt.needed_per_week)} om ugen, {lately}."


def forecast_words(burnt: BurnDown) -> str:
    """When all are moved if it goes on so, and how that lies to the stop."""
    if burnt.forecast is None:
        return "I det tempo bliver de aldrig flyttet."
    days = (burnt.forecast - burnt.stop).days
    unit = "dag" if abs(days) == 1 else "dage"
    beside = f"{abs(days)} {unit} {'efter' if days > 0 else 'før'} stop" if days else "på dagen"
    return f"I det tempo er alle flyttet {iso_text(burnt.forecast.isoformat())}, {beside}."


def digest(found: Overview, today: date) -> Iterable[str]:
    """The same as plain lines, for a terminal without a screen."""
    for text in panel_texts(found, today).values():
        yield f"{text.title}: {text.number}".rstrip(": ")
        yield from (f"  {line}" for line, _ in text.shown(DIGEST_LINES))
