"""A coordinator's month with the role gallery: what is vacant or wrong, and one who leaves."""

from kombit_tui.db.queries.people import PersonRow, people, person
from kombit_tui.db.store import Store
from kombit_tui.domain.roles import Rule
from kombit_tui.screens.role_matrix import RoleMatrix
from tests.conftest import NOW
from tests.db.test_role_changes import gallery
from tests.tools.dashboard import Dashboard, dashboard

TODAY = NOW.date()


def called(store: Store, name: str) -> PersonRow:
    """All about a person."""
    record = next(one.id for one in people(store.reader, TODAY) if one.name == name)
    found = person(store.reader, record, TODAY)
    assert found is not None
    return found


async def find(open_: Dashboard, words: str) -> None:
    """Filter the list, and go to the first role that is found."""
    await open_.press("escape", "escape", "4")
    keys = [{" ": "space", "#": "number_sign"}.get(letter, letter) for letter in words]
    await open_.press("slash", *keys, "enter")
    await open_.press("home", "down")


async def test_the_gallery_is_looked_through_and_put_right(demo_store: Store) -> None:
    """Vacancies, a year without an answer, a retired role, a deputy."""
    async with dashboard(demo_store, "roles") as open_:
        await open_.press("m")
        listed = set(open_.listed.list.pages.ids())
        assert listed == {row.id for row in gallery(demo_store).values() if row.is_vacant}
        assert "DUBU" not in open_.text
        await open_.press("m")
        assert "DUBU" in open_.text

        await find(open_, "#ubekræftet")
        late = [row for row in gallery(demo_store).values() if Rule.UNVERIFIED in row.broken]
        await open_.press("A", "r")
        assert f"Bekræftet i dag: {len(late)} roller" in open_.hint
        assert not [row for row in gallery(demo_store).values() if Rule.UNVERIFIED in row.broken]
        await open_.press("u")
        assert late == [
            row for row in gallery(demo_store).values() if Rule.UNVERIFIED in row.broken
        ]

        await find(open_, "sts-p")
        assert "E flytter Mikkel Dalsgård til" in open_.text
        await open_.press("E")
        assert {one.name for one in gallery(demo_store)["Infrastrukturansvarlig"].holders} == {
            "Lone Kragelund",
            "Mikkel Dalsgård",
        }
        await open_.press("E")
        assert "Ingen har rollen STS-projektleder." in open_.hint

        await find(open_, "og dig")
        await open_.press("b", *"mik", "enter")
        assert gallery(demo_store)["It- og digitaliseringschef"].holders[0].deputy == (
            "Mikkel Dalsgård"
        )
        await find(open_, "bob super")
        await open_.press("b")
        assert "Ingen har rollen" in open_.hint


async def test_one_person_and_all_of_them_against_all_roles(demo_store: Store) -> None:
    """The page of a person, the matrix, and the versions of the gallery."""
    async with dashboard(demo_store, "roles", (80, 24)) as open_:
        await find(open_, "hanne")
        await open_.press("p")
        await open_.until(lambda: "Adgang i fire trin" in open_.text)
        assert "light-bruger" in open_.text
        assert "Nu i KLIK, Rollegalleri" in open_.text
        await open_.press("j")
        await open_.until(lambda: "Henrik Bækgaard" in open_.text)
        await open_.press("escape")

        await find(open_, "flis rikke")
        await open_.press("p", *"rikke", "enter")
        await open_.until(lambda: "Rikke Holmsted" in open_.text and "Derefter i" in open_.text)
        await open_.press("escape", "M")
        await open_.until(lambda: "af 19" in open_.text)
        matrix = open_.app.screen
        assert isinstance(matrix, RoleMatrix)
        await open_.press("down", "down", *["right"] * 5)
        assert "Digital Post-ansvarlig · Hanne Fuglebjerg har rollen, men: læser" in open_.text
        assert "[x !     ]" in open_.text
        await open_.press("enter")
        assert open_.cursor == gallery(demo_store)["Digital Post-ansvarlig"].id

        await open_.press("G")
        await open_.until(lambda: "Version 1.4  5 nye · 2 udgåede" in open_.text)
        await open_.press("down", "down", "enter")
        assert open_.cursor == gallery(demo_store)["STS-projektleder"].id


async def test_somebody_leaves_and_all_goes_to_others_as_one_step(demo_store: Store) -> None:
    """Roles, deputyships, tasks and systems, seen before it is done."""
    before = called(demo_store, "Susanne Tolstrup")
    async with dashboard(demo_store, "roles") as open_:
        await find(open_, "susanne")
        await open_.press("O")
        await open_.until(lambda: "Susanne Tolstrup fratræder" in open_.text)
        assert "sidste dag 01-10-2026 · 15 at overdrage" in open_.text
        assert "! læser, adgang" in open_.text, "the deputy cannot hold the role"
        assert "! UBESAT" in open_.text
        await open_.press("t", "end", *["backspace"] * 10, *"31/8", "enter")
        await open_.until(lambda: "sidste dag 31-08-2026" in open_.text)
        await open_.press("home", "a", *"dorthe", "enter")
        assert open_.text.count("Dorthe Nymand") == 6
        await open_.press("down", "space", "space", "a", *"Bo Nye", "down", "enter")
        await open_.until(lambda: open_.text.count("Bo Nye") == 2)
        await open_.press("O")
        assert "Overdraget fra Susanne Tolstrup: 15 poster" in open_.hint
        after = called(demo_store, "Susanne Tolstrup")
        assert (after.left_on, after.tasks, after.systems) == ("2026-08-31", (), ())
        assert {one.holder.name for one in after.roles} == {"Susanne Tolstrup"}, "until the day"
        assert len(called(demo_store, "Bo Nye").roles) == 2
        assert len(called(demo_store, "Dorthe Nymand").roles) == 2 + 4
        await open_.press("u")
        assert called(demo_store, "Susanne Tolstrup") == before
        assert "Bo Nye" not in {one.name for one in people(demo_store.reader, TODAY)}


async def test_a_hand_over_is_left_as_it_was(demo_store: Store) -> None:
    """Esc writes nothing."""
    async with dashboard(demo_store, "roles") as open_:
        await find(open_, "vibeke")
        await open_.press("O")
        await open_.until(lambda: "Vibeke Storm fratræder" in open_.text)
        assert "! fratræder selv" in open_.text
        await open_.press("left", "right", "A", "a", *"ingen", "enter", "escape")
        assert gallery(demo_store)["Kommunikationsansvarlig"].holders[0].name == "Vibeke Storm"
