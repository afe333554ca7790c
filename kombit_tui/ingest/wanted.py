"""Candidates as records of ours: which kind, which fields, and by what they are known again.

Pure. Whether such a record is there already is decided in `plan`.
"""

from collections.abc import Iterator

from kombit_tui.domain.dates import bounds
from kombit_tui.ingest import candidates as c
from kombit_tui.ingest.wanted_rows import row_wanted
from kombit_tui.ingest.wishes import Beside, Reference, Wanted

__all__ = ["Beside", "Reference", "Wanted", "wanted"]


def wanted(found: c.Extraction) -> Iterator[Wanted]:
    """Everything an extraction asks for, referred records before those that refer."""
    meeting = _meeting_reference(found)
    yield from (_meeting(one, found.attendance) for one in found.meetings)
    yield from (_item(one, meeting) for one in found.agenda)
    yield from (_question(one, meeting) for one in found.questions)
    yield from (_phase_out(one) for one in found.phase_outs)
    yield from (_task(one, found.document_date) for one in found.tasks)
    yield from (_milestone(one) for one in found.milestones)
    yield from (_event(one) for one in found.events)
    yield from (_role(one, found.document_date) for one in found.roles)
    yield from (_agreement(one) for one in found.agreements)
    yield from (_price(one, found.document_date) for one in found.prices)
    yield from (_rollout(one) for one in found.rollout_status)
    yield from (_contact(one) for one in found.contacts)
    yield from (_link(one, meeting) for one in found.links)
    yield from (_visit(one) for one in found.visits)
    yield from (row_wanted(one) for one in found.rows)


def _meeting_reference(found: c.Extraction) -> Reference | None:
    first = next(iter(found.meetings), None)
    return (
        None if first is None else Reference("meeting", first.title, scope={"date": _span(first)})
    )


def _meeting(one: c.MeetingFound, attendance: tuple[c.AttendanceFound, ...]) -> Wanted:
    told = [
        {
            "date": a.date,
            "municipalities_stated": a.municipalities_stated,
            "participants_stated": a.participants_stated,
            "municipalities": list(a.municipalities),
        }
        for a in attendance
    ]
    values = {
        "title": one.title,
        "dates": sorted(one.dates),
        "date": _span(one),
        "start": one.start,
        "end": one.end,
        "attendance": told,
    }
    return Wanted("meeting", values, one, scope=("date",))


def _span(one: c.MeetingFound) -> str | None:
    """The day of a meeting, or the days from its first to its last."""
    days = sorted(set(one.dates))
    if not days:
        return None
    return days[0] if len(days) == 1 else f"{days[0]}/{days[-1]}"


def _item(one: c.AgendaFound, meeting: Reference | None) -> Wanted:
    values = {
        "meeting": meeting,
        "position": one.position,
        "title": one.title,
        "start": one.start,
        "end": one.end,
        "presenters": list(one.presenters),
        "presenter_titles": list(one.presenter_titles),
        "emails": list(one.emails),
        "subitems": list(one.subitems),
    }
    return Wanted("agenda_item", values, one, scope=("meeting",))


def _question(one: c.QuestionFound, meeting: Reference | None) -> Wanted:
    values = {
        "meeting": meeting,
        "section": one.section,
        "question": one.question,
        "answer": one.answer,
    }
    return Wanted("question", values, one, text="question")


def _phase_out(one: c.PhaseOutFound) -> Wanted:
    values = {
        "title": one.system,
        "kind": "phase_out",
        "replaces": one.system,
        "replaced_by": one.replaced_by,
        "stop": one.date,
        "stop_text": one.date_text,
        "text": one.note,
    }
    return Wanted("campaign", values, one)


def _task(one: c.TaskFound, document_date: str | None) -> Wanted:
    if one.row is not None:
        return row_wanted(one.row)
    counts = one.counts or c.Counts()
    counted = counts != c.Counts()
    values = {
        "project": Reference("project", one.project, makes=True) if one.project else None,
        "code": one.code,
        "title": one.title,
        "kind": one.kind,
        "start": one.start,
        "start_text": one.start_text,
        "due": one.due,
        "due_text": one.due_text,
        "duration": one.duration,
        "wave": one.wave,
        "performer_role": one.performer,
        "consequence": one.consequence,
        "count_done": counts.done,
        "count_started": counts.started,
        "count_open": counts.not_started,
        "counts_on": _exact(document_date) if counted else None,
        "text": f"Kontakt: {one.contact}" if one.contact else None,
    }
    return Wanted(
        "task",
        values,
        one,
        scope=("project", "wave"),
        code="code",
        changes=one.deadline_changes,
    )


def _milestone(one: c.MilestoneFound) -> Wanted:
    campaign = Reference("campaign", one.campaign) if one.campaign else None
    values = {
        "campaign": campaign,
        "area": one.campaign,
        "title": one.title,
        "date": one.date,
        "date_text": one.date_text,
        "kind": "other",
    }
    return Wanted("milestone", values, one, scope=("area", "date"))


def _event(one: c.EventFound) -> Wanted:
    times = "-".join(time for time in (one.start, one.end) if time)
    words = ", ".join(part for part in (times, one.place or "") if part)
    values = {
        "area": words or None,
        "title": one.title,
        "date": one.date,
        "kind": "meeting",
    }
    return Wanted("milestone", values, one, scope=("date", "kind"))


def _role(one: c.RoleFound, document_date: str | None) -> Wanted:
    removed = (document_date or "ukendt") if one.change == "removed" else None
    values = {
        "name": one.role,
        "system": one.system,
        "scope": "system" if one.system else None,
        "description": one.note,
        "retired_in": removed,
    }
    return Wanted("role", values, one, scope=("system",), text="name")


def _agreement(one: c.AgreementFound) -> Wanted:
    values = {
        "title": one.title,
        "kind": _agreement_kind(one.title),
        "deadline": one.deadline,
        "deadline_text": one.deadline_text,
        "count_signed": one.signed,
        "missing": list(one.missing),
        "text": one.note,
    }
    return Wanted("agreement", values, one)


def _agreement_kind(title: str) -> str:
    words = title.lower()
    if "bilag" in words:
        return "annex"
    if "databehandler" in words:
        return "processing"
    return "connection" if "tilslutning" in words else "other"


def _price(one: c.PriceFound, document_date: str | None) -> Wanted:
    first, _ = bounds(document_date)
    values = {
        "system": one.system,
        "year": first.year if first else None,
        "amount": one.price,
        "unit": one.unit,
        "break_limit": 150_000 if one.break_150k else None,
        "break_share": 0.5 if one.break_150k else None,
        "note": one.note,
    }
    return Wanted("price", values, one, scope=("year", "unit"), text="system")


def _rollout(one: c.RolloutStatusFound) -> Wanted:
    values = {
        "vendor_system": one.vendor_system,
        "area": one.area,
        "in_operation": one.in_operation,
        "agreed": one.agreed,
        "not_agreed": one.not_agreed,
        "total": one.total,
    }
    return Wanted("rollout_status", values, one, scope=("area",), text="vendor_system")


def _contact(one: c.ContactFound) -> Wanted:
    values = {"name": one.name, "title": one.title, "mail": one.email, "phone": one.phone}
    return Wanted("contact", values, one, text="mail" if one.email else "name")


def _link(one: c.LinkFound, meeting: Reference | None) -> Wanted:
    return Wanted("link", {"url": one.url, "meeting": meeting}, one, text="url")


def _visit(one: c.VisitFound) -> Wanted:
    values = {"municipality": one.municipality, "date": one.date, "state": one.state}
    return Wanted("visit", values, one, scope=("date",), text="municipality")


def _exact(edtf: str | None) -> str | None:
    """An EDTF date as a day, where it is one."""
    first, last = bounds(edtf)
    return first.isoformat() if first is not None and first == last else None
