"""What lies in time: in which order, under which heading, whose it is, and what finds it."""

import pytest

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.queries.selecting import parted, selected
from kombit_tui.db.queries.timeline import UNKNOWN, Entry, Head, timeline
from kombit_tui.db.queries.timeline_facts import asked_timeline
from kombit_tui.db.store import Store
from kombit_tui.domain.query import parse
from kombit_tui.domain.timeline import DAY, DEADLINE, DOWNLOAD, MILESTONE, Shape
from tests.conftest import NOW

TODAY = NOW.date()
PLAN = (
    Create("profile", {"code": "0999", "name": "Korsbæk", "waves": ["B3"]}, "0999-profile"),
    Create("campaign", {"title": "Sidste år", "kind": "phase_out", "stop": "2025-01-01"}, "0999-a"),
    Create("campaign", {"title": "Om lidt", "kind": "phase_out", "stop": "2026-10-01"}, "0999-b"),
    *(
        Create("milestone", {"area": "UDK", "title": f"{kind} {wave}", "wave": wave, "date": when,
                             "kind": kind}, f"0999-m{index}")
        for index, (wave, kind, when) in enumerate((
            ("B4", "go_live", "2026-11-24"),
            ("B4", "roll_out", "2026-11-01/2026-11-19"),
            ("B3", "go_live", "2026-09-25"),
            ("B3", "preparation", "2026-08-01/2026-08-31"),
            ("B3-B4", "meeting", "2026-09-10"),
            (None, "other", None),
        ))
    ),
    Create("milestone", {"title": "Uden forløb", "date": "2026-12-24", "kind": "other"}, "0999-m9"),
    Create("meeting", {"title": "Møde", "dates": ["2026-08-28", "2026-08-31"],
                       "date": "2026-08-28", "start": "10:00"}, "0999-meet"),
    Create("project", {"name": "Projekt Ø", "code": "OE"}, "0999-p"),
    *(
        Create("task", {"title": title, "project": "0999-p", "due": due, "due_text": words,
                        "kind": "obligatorisk", "wave": wave}, f"0999-t{index}")
        for index, (title, due, words, wave) in enumerate((
            ("Vores", "2026-09-01", None, "B3"),
            ("Alles", "2026-08-01", None, None),
            ("Andres", "2026-09-02", None, "B4"),
            ("Engang", None, "Uafklaret", None),
            ("Uden frist", None, None, None),
            ("Færdig", "2026-09-03", None, None),
        ))
    ),
    Create("task_state", {"task": "0999-t5", "status": "done"}, "0999-s5"),
)  # fmt: skip


@pytest.fixture
def planned(store: Store) -> Store:
    """A store with a plan of waves, a meeting and some deadlines."""
    store.apply(PLAN, "Plan")
    return store


def shown(store: Store) -> dict[str, list[str]]:
    """The titles of the entries by heading."""
    parts = parted(timeline(store.reader, TODAY), lambda row: isinstance(row, Head))
    return {part.heading.title: [row.title for row in part.rows] for part in parts}


def found(store: Store, words: str) -> set[str]:
    """The titles of what a filter finds."""
    rows, facts = asked_timeline(store.reader, TODAY)
    parts = parted(rows, lambda row: isinstance(row, Head))
    chosen = selected(parts, parse(words), facts, TODAY)
    return {row.title for part in chosen for row in part.rows}


def test_what_comes_next_is_first_and_what_has_no_date_last(planned: Store) -> None:
    assert list(shown(planned)) == [
        "UDK", "Om lidt", "Andre milepæle", "Sidste år", "Møder", "Frister: Projekt Ø", UNKNOWN,
    ]  # fmt: skip


def test_milestones_stand_wave_by_wave_as_the_waves_begin(planned: Store) -> None:
    """domain.md, «Waves (bølger)»: preparation, roll-out, go-live."""
    assert shown(planned)["UDK"] == [
        "preparation B3", "go_live B3", "roll_out B4", "go_live B4", "meeting B3-B4",
    ]  # fmt: skip


def test_uafklaret_is_last_but_never_hidden(planned: Store) -> None:
    """domain.md, «Dates are often vague»."""
    assert shown(planned)[UNKNOWN] == ["other None", "Engang"]


def test_deadlines_are_the_open_dated_tasks_of_our_waves(planned: Store) -> None:
    """See wave B3's dates only for a municipality in B3."""
    assert shown(planned)["Frister: Projekt Ø"] == ["Alles", "Vores"]
    planned.apply((Update("0999-profile", {"waves": ["B4"]}),), "Bølge")
    assert shown(planned)["Frister: Projekt Ø"] == ["Alles", "Andres"]


def test_our_wave_is_told_from_the_others(planned: Store) -> None:
    rows = [row for row in timeline(planned.reader, TODAY) if isinstance(row, Entry)]
    assert {row.title for row in rows if row.is_own} == {
        "preparation B3", "go_live B3", "meeting B3-B4", "Vores",
    }  # fmt: skip
    assert {row.title for row in rows if not row.concerns_us} == {"roll_out B4", "go_live B4"}
    planned.apply((Update("0999-profile", {"waves": None}),), "Ingen bølge")
    rows = [row for row in timeline(planned.reader, TODAY) if isinstance(row, Entry)]
    assert all(row.concerns_us and not row.is_own for row in rows)


def test_our_wave_of_a_project_is_that_of_its_own(planned: Store) -> None:
    """A milestone is of a project by its area, of which a project may be called otherwise."""
    planned.apply((Update("0999-profile", {"waves": ["B3", "OE: B4"]}),), "Profil")
    assert shown(planned)["Frister: Projekt Ø"] == ["Alles", "Andres"]
    rows = [row for row in timeline(planned.reader, TODAY) if isinstance(row, Entry)]
    assert {row.title for row in rows if row.is_own} == {
        "preparation B3", "go_live B3", "meeting B3-B4", "Andres",
    }  # fmt: skip
    planned.apply((Update("0999-p", {"aliases": ["udk"]}),), "Alias")
    rows = [row for row in timeline(planned.reader, TODAY) if isinstance(row, Entry)]
    own = {row.title for row in rows if row.is_own and row.kind == "milestone"}
    assert own == {"roll_out B4", "go_live B4", "meeting B3-B4"}


def test_agreements_lie_where_they_press_and_only_while_they_wait(planned: Store) -> None:
    """domain.md, «Agreements»: «download before» is a deadline of its own."""
    states: tuple[tuple[str, str | None, dict[str, str]], ...] = (
        ("Mangler", "2026-09-20", {}),
        ("Sendt", "2026-08-10", {"state": "sent"}),
        ("Hentes", "2026-08-10", {"state": "signed", "download_before": "2026-08-29"}),
        ("Gemt", "2026-08-10", {"state": "signed", "download_before": "2026-08-29",
                                "stored": "ESDH"}),
        ("Ikke os", "2026-09-20", {"state": "irrelevant"}),
        ("Engang", None, {"state": "sent"}),
    )  # fmt: skip
    planned.apply(
        [
            change
            for title, due, state in states
            for change in (
                Create("agreement", {"title": title, "deadline": due}, f"0999-{title}"),
                *([Create("agreement_state", {"agreement": f"0999-{title}", **state},
                          f"0999-{title}-s")] if state else []),
            )
        ],
        "Aftaler",
    )  # fmt: skip
    rows = {row.title: row for row in timeline(planned.reader, TODAY) if isinstance(row, Entry)}
    assert shown(planned)["Aftaler"] == ["Sendt", "Hentes", "Mangler"]
    assert "Engang" in shown(planned)[UNKNOWN]
    assert (rows["Hentes"].what, rows["Hentes"].date) == (DOWNLOAD, "2026-08-29")
    assert rows["Mangler"].what == DEADLINE
    assert found(planned, "type:hentes") == {"Hentes"}
    assert found(planned, 'frist<="2026-08-31" #hent') == {"Hentes"}
    assert found(planned, "overskredet #venter") == {"Sendt"}
    assert found(planned, "status:mangler #venter") == {"Mangler"}


def test_the_days_to_ask_again_are_there_and_are_found(planned: Store) -> None:
    """domain.md, Phase-outs: «next follow-up»."""
    planned.apply(
        (
            Create("person", {"name": "Mig"}, "0999-me"),
            Create("system", {"name": "NovaSag", "vendor": "Kystnet", "owner": "0999-me"},
                   "0999-s"),
            Create("campaign_system", {"campaign": "0999-b", "system": "0999-s",
                                       "follow_up": "2026-08-18"}, "0999-cs"),
            Create("contact_entry", {"vendor": "Kystnet", "campaign": "0999-a", "text": "Ringet",
                                     "on": "2026-08-01", "follow_up": "2026-12-01"}, "0999-said"),
        ),
        "Opfølgning",
    )  # fmt: skip
    planned.remember({"me": "0999-me"})
    assert shown(planned)["Opfølgning"] == ["NovaSag: Om lidt", "Kystnet: Sidste år"]
    rows = {row.id: row for row in timeline(planned.reader, TODAY) if isinstance(row, Entry)}
    assert rows["0999-cs"].campaign == "0999-b"
    assert (rows["0999-cs"].belongs_to, rows["0999-said"].belongs_to) == ("Om lidt", "Sidste år")
    for words, titles in (
        ("type:opfølgning", {"NovaSag: Om lidt", "Kystnet: Sidste år"}),
        ("overskredet type:opfølgning", {"NovaSag: Om lidt"}),
        ('projekt:"om lidt" leverandør:kyst', {"NovaSag: Om lidt"}),
        ("mine type:opfølgning", {"NovaSag: Om lidt"}),
        ("frist:december kystnet", {"Kystnet: Sidste år"}),
    ):
        assert found(planned, words) == titles, words


def test_a_meeting_of_two_days_is_one_entry_with_two_marks(planned: Store) -> None:
    [meeting] = [row for row in timeline(planned.reader, TODAY) if row.id == "0999-meet"]
    assert [one.shape for one in meeting.pieces] == [Shape.POINT, Shape.POINT]
    assert isinstance(meeting, Entry)
    assert meeting.start == "10:00"
    assert [one.hours and one.hours[0] % DAY for one in meeting.pieces] == [10, 10]


def test_a_campaign_has_its_stop_on_its_own_line(planned: Store) -> None:
    [head] = [row for row in timeline(planned.reader, TODAY) if row.id == "0999-b"]
    assert [one.what for one in head.pieces] == ["stop"]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("bølge:B3", {"preparation B3", "go_live B3", "meeting B3-B4", "Vores"}),
        ("type:go-live", {"go_live B3", "go_live B4"}),
        ("type:møde", {"meeting B3-B4", "Møde"}),
        ("type:milepæl", {"other None", "Uden forløb"}),
        ("type:obligatorisk", {"Vores", "Alles", "Engang"}),
        ("projekt:udk -type:møde -bølge:B4", {"preparation B3", "go_live B3", "other None"}),
        ("projekt:OE frist<=\"2026-08-31\"", {"Alles"}),
        ("frist:september", {"go_live B3", "meeting B3-B4", "Vores"}),
        ("frist:31-08-2026", {"preparation B3", "Møde"}),
        ("mine", {"preparation B3", "go_live B3", "meeting B3-B4"}),
        ("overskredet", {"Alles"}),
        ("forberedelse", {"preparation B3"}),
        ("frist", {"Vores", "Alles", "Engang"}),
    ],
)  # fmt: skip
def test_the_filter_language_works_on_all_of_it(
    planned: Store, words: str, titles: set[str]
) -> None:
    assert found(planned, words) == titles


def test_mine_are_also_the_tasks_one_answers_for(planned: Store) -> None:
    planned.apply(
        (
            Create("person", {"name": "Mig"}, "0999-me"),
            Create("task_state", {"task": "0999-t1", "responsible": "0999-me"}, "0999-s1"),
        ),
        "Mig",
    )
    planned.remember({"me": "0999-me"})
    assert found(planned, "mine type:obligatorisk") == {"Alles"}


def test_what_was_worked_out_for_a_filter_holds_until_somebody_writes(planned: Store) -> None:
    first = asked_timeline(planned.reader, TODAY)
    assert asked_timeline(planned.reader, TODAY) is first
    planned.apply((Update("0999-m9", {"title": "Nyt navn"}),), "Navn")
    assert "Nyt navn" in found(planned, "nyt")


def test_the_demo_has_all_six_waves_with_their_windows(demo_store: Store) -> None:
    """domain.md: UDK Boligstøtte, B1 to B6, and the kick-offs of B2-B4 and B5-B6."""
    rows = [row for row in timeline(demo_store.reader, TODAY) if isinstance(row, Entry)]
    waves = [row for row in rows if row.belongs_to == "UDK Boligstøtte"]
    live = [row.pieces[0].first for row in waves if row.what == "go_live"]
    assert live == sorted(one for one in live if one is not None)
    assert {row.wave for row in waves if row.what == "go_live"} == {f"B{n}" for n in range(1, 7)}
    assert {row.wave for row in waves if row.what == "meeting"} == {"B2-B4", "B5-B6"}
    ours = {row.what for row in waves if row.wave == "B3"}
    assert ours == {"preparation", "roll_out", "go_live"}
    assert {row.what for row in rows} >= {"stop", "window", "meeting", MILESTONE, DEADLINE}
    [window] = [row for row in rows if row.what == "window"][:1]
    assert (window.start, window.end) == ("06:00", "08:00")
