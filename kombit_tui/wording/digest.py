"""The digest in words: what each panel of Overblik says; `kombit-tui status` says the same."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from kombit_tui.db.queries.overview import Overview, TaskCount
from kombit_tui.db.queries.tasks import TaskRow
from kombit_tui.domain.campaigns import days_left
from kombit_tui.domain.choices import AGREEMENT_STATES
from kombit_tui.wording.values import day_text, days_to, iso_text


class PanelText(NamedTuple):
    """What a panel says."""

    title: str
    number: str = ""
    lines: Sequence[tuple[str, str]] = ()
    """Text and tone, the most pressing first; as many are shown as there is room for."""
    tone: str = ""
    """The tone of the number."""


PANELS = (
    "overdue",
    "soon",
    "mine",
    "meeting",
    "campaign",
    "vacant",
    "agreements",
    "changes",
)
NOTHING = (("Intet.", "muted"),)


def panel_texts(found: Overview, today: date) -> dict[str, PanelText]:
    """What each panel says, by its name."""
    mine = f"Mine opgaver ({found.my_name})" if found.my_name else "Mine opgaver"
    return {
        "overdue": _tasks("Overskredet", found.overdue, "error"),
        "soon": _tasks("Frist inden 14 dage", found.soon, "warning"),
        "mine": _tasks(mine, found.mine, ""),
        "meeting": _meeting(found, today),
        "campaign": _campaign(found, today),
        "vacant": _vacant(found),
        "agreements": _agreements(found),
        "changes": _changes(found),
    }


def _tasks(title: str, counted: TaskCount, tone: str) -> PanelText:
    lines = [(_task(row), "") for row in counted.first]
    return PanelText(title, str(counted.number), lines or NOTHING, tone if counted.number else "ok")


def _task(row: TaskRow) -> str:
    return f"{day_text(row.due, row.due_text):<10} {row.title}"


def _meeting(found: Overview, today: date) -> PanelText:
    meeting = found.meeting
    if meeting is None:
        return PanelText("Næste møde", "", (("Intet møde er meldt ud.", "muted"),))
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
    return PanelText("Næste møde", f"{meeting.unread} ulæst", lines)


def _campaign(found: Overview, today: date) -> PanelText:
    campaign = found.campaign
    if campaign is None:
        return PanelText("Udfasning", "", (("Ingen udfasning er meldt ud.", "muted"),))
    left = days_left(campaign.stop_day, today)
    progress = campaign.progress
    stop = f"Stop {day_text(campaign.stop, campaign.stop_text)} {days_to(campaign.stop_day, today)}"
    lines = [
        (campaign.title, ""),
        (stop if campaign.stop else "Stop er ikke meldt ud", ""),
        (
            f"{progress.remaining} systemer er ikke flyttet",
            "warning" if progress.remaining else "ok",
        ),
    ]
    ahead = [m for m in campaign.milestones if (m.first_day or 0) >= today.toordinal()]
    lines += [(f"{day_text(m.date, m.date_text)} {m.title}", "muted") for m in ahead[:3]]
    number = f"{progress.moved} af {progress.total} flyttet"
    tone = "error" if left is not None and left < 0 and progress.remaining else ""
    return PanelText("Udfasning", number, lines, tone)


def _vacant(found: Overview) -> PanelText:
    lines = [
        (f"{'! ' if role.is_mandatory else ''}{role.name}", "error" if role.is_mandatory else "")
        for role in found.vacant[:8]
    ]
    number = f"{len(found.vacant)} ({found.missed} obl.)" if found.vacant else "0"
    return PanelText("Ubesatte roller", number, lines or NOTHING, "error" if found.missed else "ok")


def _agreements(found: Overview) -> PanelText:
    lines = []
    for one in found.agreements:
        if one.state == "signed" and one.download_before:
            lines.append((f"Hent inden {iso_text(one.download_before)}: {one.title}", "warning"))
        else:
            due = day_text(one.deadline, one.deadline_text)
            state = AGREEMENT_STATES.get(one.state, one.state)
            lines.append((f"{state}, {due or 'uden frist'}: {one.title}", ""))
    return PanelText("Aftaler", str(len(lines)), lines or NOTHING, "warning" if lines else "ok")


def _changes(found: Overview) -> PanelText:
    lines = [(f"{_clock(one.at)} {one.who}: {one.label}", "") for one in found.changes]
    return PanelText("Ændret siden sidste besøg", str(len(lines)), lines or NOTHING)


def _clock(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime("%d-%m %H:%M")


def digest(found: Overview, today: date) -> Iterable[str]:
    """The same as plain lines, for a terminal without a screen."""
    for text in panel_texts(found, today).values():
        yield f"{text.title}: {text.number}".rstrip(": ")
        yield from (f"  {line}" for line, _ in text.lines)


def digest_json(found: Overview, today: date) -> dict[str, object]:
    """The same as plain values, for scripts. Names are English, days ISO."""
    meeting, campaign = found.meeting, found.campaign
    return {
        "date": today.isoformat(),
        "overdue": found.overdue.number,
        "due_soon": found.soon.number,
        "mine": found.mine.number,
        "open_tasks": found.open_tasks,
        "next_meeting": None
        if meeting is None
        else {"title": meeting.title, "dates": list(meeting.dates), "unread": meeting.unread},
        "phase_out": None
        if campaign is None
        else {
            "title": campaign.title,
            "stop": campaign.stop,
            "days_left": days_left(campaign.stop_day, today),
            "moved": campaign.progress.moved,
            "total": campaign.progress.total,
        },
        "vacant_roles": len(found.vacant),
        "vacant_mandatory_roles": found.missed,
        "agreements_waiting": len(found.agreements),
        "changes_since_last_visit": len(found.changes),
    }
