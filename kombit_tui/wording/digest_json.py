"""The digest as plain values, for scripts. Names are English, days ISO."""

from datetime import date

from kombit_tui.db.queries.overview import Overview, Pace
from kombit_tui.domain.campaigns import days_left


def digest_json(found: Overview, today: date) -> dict[str, object]:
    """What `digest` says, as numbers and names."""
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
        "pace": None if found.pace is None else _pace_json(found.pace),
        "vacant_roles": len(found.vacant),
        "vacant_mandatory_roles": found.missed,
        "roles_to_put_right": len(found.broken),
        "own_wave_dates": len(found.own_dates),
        "agreements_waiting": len(found.agreements),
        "follow_ups": len(found.follow_ups),
        "support_cases_standing_still": len(found.stuck),
        "news": len(found.news),
        "changes_since_last_visit": len(found.since.rows),
    }


def _pace_json(pace: Pace) -> dict[str, object]:
    burnt = pace.burn_down
    needed = burnt.needed_per_week
    return {
        "title": pace.campaign.title,
        "stop": burnt.stop.isoformat(),
        "remaining": burnt.remaining,
        "total": burnt.total,
        "per_week": round(burnt.per_week, 2),
        "needed_per_week": None if needed is None else round(needed, 2),
        "forecast": None if burnt.forecast is None else burnt.forecast.isoformat(),
    }
