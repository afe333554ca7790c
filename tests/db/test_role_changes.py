"""The gallery as it is read, and what is done with roles as changes."""

from collections import Counter
from datetime import date

from kombit_tui.db.changes import Create, Update
from kombit_tui.db.edits import Me
from kombit_tui.db.hand_over import (
    Part,
    hand_over,
    items,
    set_deputy,
    to_successors,
    verify,
)
from kombit_tui.db.queries.facts import facts_of
from kombit_tui.db.queries.overview import overview
from kombit_tui.db.queries.people import people, person
from kombit_tui.db.queries.role_versions import Sign, role_versions
from kombit_tui.db.queries.roles import RoleRow, roles, successor_of
from kombit_tui.db.store import Store
from kombit_tui.domain.roles import Rule
from tests.conftest import NOW

TODAY = NOW.date()
ME = Me("0999", "tester", TODAY)


def gallery(store: Store) -> dict[str, RoleRow]:
    """The roles by name."""
    return {row.name: row for row in roles(store.reader, TODAY.isoformat())}


def person_called(store: Store, name: str) -> str:
    """The id of a person."""
    return next(one.id for one in people(store.reader, TODAY) if one.name == name)


def test_the_demo_has_a_case_of_every_rule(demo_store: Store) -> None:
    found = gallery(demo_store)
    assert {rule for row in found.values() for rule in row.broken} == set(Rule)
    assert any(row.is_unused for row in found.values())
    assert any(row.is_missed for row in found.values())
    light = [one for row in found.values() for one in row.holders if one.user_type == "light"]
    assert light
    assert not any(Rule.READER in one.broken for one in light)


def test_a_role_of_an_unused_system_is_vacant_nowhere(demo_store: Store) -> None:
    row = gallery(demo_store)["DUBU - systemansvarlig"]
    assert (row.is_unused, row.is_vacant, row.is_missed) == (True, False, False)
    facts = facts_of(demo_store.reader, "role", TODAY)[row.id]
    assert facts["vacant"] is False
    assert facts["tag"] == ["ubrugt"]
    found = overview(demo_store.reader, TODAY)
    assert not [role for role in found.vacant if role.system == "DUBU"]
    assert found.missed == sum(row.is_missed for row in gallery(demo_store).values())


def test_a_system_of_the_name_that_is_used_keeps_the_role(demo_store: Store) -> None:
    demo_store.apply([Create("system", {"name": "DUBU", "in_use": True})], "DUBU")
    assert gallery(demo_store)["DUBU - systemansvarlig"].is_missed


def test_a_filter_can_ask_what_is_wrong(demo_store: Store) -> None:
    facts = facts_of(demo_store.reader, "role", TODAY)
    for name, word in {
        "Digital Post-ansvarlig": "læser",
        "KY - faglig leder (ydelseschef)": "ikke-leder",
        "STS-projektleder": "udgået",
        "Kommunikationsansvarlig": "fratrådt",
        "Organisationsadministrator": "ubekræftet",
        "SOR - administrator": "adgang",
    }.items():
        assert word in facts[gallery(demo_store)[name].id]["tag"], name


def test_a_retired_role_proposes_its_successor_and_moves_its_holder_there(
    demo_store: Store,
) -> None:
    before = gallery(demo_store)
    old, new = before["STS-projektleder"], before["Infrastrukturansvarlig"]
    assert successor_of(old, list(before.values())) == new
    assert successor_of(new, list(before.values())) is None
    wish = to_successors([old, new], list(before.values()), ME)
    assert wish.refused == ("Infrastrukturansvarlig er ikke udgået.",)
    demo_store.apply(wish.changes, "Til afløseren")
    after = gallery(demo_store)
    assert after["STS-projektleder"].holders == ()
    names = {one.name for one in after["Infrastrukturansvarlig"].holders}
    assert names == {"Lone Kragelund", "Mikkel Dalsgård"}
    demo_store.undo()
    assert gallery(demo_store) == before


def test_a_retired_role_without_successor_or_holder_is_refused(demo_store: Store) -> None:
    every = gallery(demo_store)
    empty = every["Fordelingskomponentansvarlig"]
    lost = every["STS-projektleder"]._replace(successor=None)
    wish = to_successors([empty, lost], list(every.values()), ME)
    assert wish.changes == ()
    assert wish.refused == (
        "Ingen har rollen Fordelingskomponentansvarlig.",
        "Galleriet siger ikke, hvilken rolle der har afløst STS-projektleder.",
    )


def test_verified_today_and_a_deputy(demo_store: Store) -> None:
    every = gallery(demo_store)
    row, vacant = every["SAPA - superbruger"], every["BOB - superbruger"]
    wish = verify([row, vacant], ME)
    assert len(wish.changes) == 3
    assert wish.refused == ("Ingen har rollen BOB - superbruger.",)
    susanne = person_called(demo_store, "Susanne Tolstrup")
    deputy = set_deputy(row.holders, susanne)
    assert deputy.refused == ("Susanne Tolstrup kan ikke være sin egen stedfortræder.",)
    demo_store.apply([*wish.changes, *deputy.changes], "Begge dele")
    after = gallery(demo_store)["SAPA - superbruger"]
    assert {one.verified_on for one in after.holders} == {TODAY.isoformat()}
    assert sorted(filter(None, (one.deputy for one in after.holders))) == ["Susanne Tolstrup"] * 2


def test_all_that_hangs_on_a_person(demo_store: Store) -> None:
    susanne = person(demo_store.reader, person_called(demo_store, "Susanne Tolstrup"), TODAY)
    assert susanne is not None
    assert len(susanne.roles) == 6
    assert [one.role.name for one in susanne.deputy_of] == ["Kommunikationsansvarlig"]
    assert sum(one.is_responsible for one in susanne.tasks) == 4
    assert [one.name for one in susanne.systems] == ["Borgerblikket", "KP", "SAPA"]
    assert person(demo_store.reader, "0999-ingen", TODAY) is None


def test_a_leaving_person_hands_all_over_as_one_step(demo_store: Store) -> None:
    leaving = person(demo_store.reader, person_called(demo_store, "Susanne Tolstrup"), TODAY)
    hanne = person_called(demo_store, "Hanne Fuglebjerg")
    camilla = person_called(demo_store, "Camilla Rosenlund")
    assert leaving is not None
    what = items(leaving)
    assert [sum(one.part is part for one in what) for part in Part] == [6, 1, 5, 3]
    assert [one.proposal for one in what if one.title == "SAPA - systemansvarlig"] == [hanne]
    takers = {one.id: camilla if one.part is Part.ROLE else one.proposal for one in what}
    last = date(2026, 8, 31)
    demo_store.apply(hand_over(leaving, what, takers, last, ME), "Overdraget")

    after = person(demo_store.reader, leaving.id, last)
    assert after is not None
    assert (after.left_on, len(after.roles)) == ("2026-08-31", 6)
    gone = person(demo_store.reader, leaving.id, date(2026, 9, 1))
    assert gone is not None
    assert (gone.roles, gone.deputy_of, gone.tasks, gone.systems) == ((), (), (), ())
    taker = person(demo_store.reader, camilla, date(2026, 9, 1))
    assert taker is not None
    held = {one.role.name: one.holder.since for one in taker.roles}
    assert held["BOB - projektleder"] == "2026-09-01"
    assert held["SAPA - superbruger"] != "2026-09-01", "she had it already"
    heir = person(demo_store.reader, hanne, TODAY)
    assert heir is not None
    assert len(heir.systems) == 3
    assert {one.id for one in leaving.tasks} <= {one.id for one in heir.tasks}
    demo_store.undo()
    assert person(demo_store.reader, leaving.id, TODAY) == leaving


def test_what_nobody_takes_over_is_vacant_and_nobody_stands_in_for_themselves(
    demo_store: Store,
) -> None:
    leaving = person(demo_store.reader, person_called(demo_store, "Susanne Tolstrup"), TODAY)
    assert leaving is not None
    what = [one for one in items(leaving) if one.part in (Part.ROLE, Part.DEPUTY)]
    vibeke = person_called(demo_store, "Vibeke Storm")
    deputy = next(one for one in what if one.part is Part.DEPUTY)
    changes = hand_over(leaving, what, {deputy.id: vibeke}, date(2026, 8, 18), ME)
    assert Update(deputy.record, {"deputy": None}) in changes
    demo_store.apply(changes, "Overdraget")
    assert gallery(demo_store)["BOB - projektleder"].is_missed


# Versions.


def test_versions_tell_what_they_brought_and_retired_and_steps_what_they_updated(
    demo_store: Store,
) -> None:
    newest = role_versions(demo_store.reader, TODAY)[0]
    signs = Counter(one.sign for one in newest.differences)
    assert (newest.name, signs) == ("1.4", {Sign.NEW: 5, Sign.RETIRED: 2})

    row = gallery(demo_store)["KY - systemejer"]
    demo_store.apply([Update(row.id, {"holder_rule": "Ny regel", "level": "tactical"})], "Læst ind")
    updated = role_versions(demo_store.reader, TODAY)[0]
    [one] = updated.differences
    assert (updated.name, updated.on) == ("Læst ind", TODAY.isoformat())
    assert (one.role.name, one.fields) == ("KY - systemejer", ("Niveau", "Hvem kan have den"))
    demo_store.undo()
    assert role_versions(demo_store.reader, TODAY)[0] == newest
