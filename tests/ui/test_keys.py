"""The user's keys in force: they do what they were given for, and every text names them."""

from kombit_tui.db.store import Store
from kombit_tui.keymap import Keymap, understood
from kombit_tui.screens.chooser import Chooser
from kombit_tui.screens.prompt import Report
from kombit_tui.widgets.bindings import key_for, with_keys
from tests.tools.dashboard import dashboard

OWN = understood(
    '"tasks.status" = "ø F6"\n"app.undo" = "æ"\n"detail.next" = []\n"app.roles" = ";"\n'
    '"dialog.cancel" = "x"\n"app.import" = "Z"'
)


async def test_an_action_obeys_the_users_keys_and_no_longer_its_own(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", keymap=OWN) as open_:
        for key in ("ø", "f6"):
            await open_.press(key)
            assert isinstance(open_.app.screen, Chooser)
            await open_.press("x")
            assert not isinstance(open_.app.screen, Chooser)
        await open_.press("s", "4")
        assert open_.app.current_mode == "tasks"
        assert " ; Roller " in open_.text
        await open_.press("semicolon")
        assert open_.app.current_mode == "roles"


async def test_what_has_no_key_is_in_help_and_can_be_chosen(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", keymap=OWN) as open_:
        await open_.press("enter", "j")
        first = open_.cursor
        await open_.press("question_mark", *"næste p", "enter")
        assert open_.cursor != first


async def test_hints_name_the_users_keys(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", keymap=OWN) as open_:
        await open_.press("d")
        assert "(æ fortryder)" in open_.hint
        await open_.press("enter")
        assert open_.hint.startswith(": Næste post/k: næste")
        assert with_keys(open_.app, "Tryk {app.import} {nej} {no.such}") == "Tryk Z {nej} {no.such}"
        assert key_for(open_.app, "tasks.status") == "ø"


async def test_warnings_are_one_line_and_told_in_full_in_the_messages(store: Store) -> None:
    keymap = Keymap({}, ("«ctrlx» kendes ikke.", "«q» [/] er optaget."))
    async with dashboard(store, "tasks", keymap=keymap) as open_:
        await open_.press("escape")
        assert open_.hint == "2 advarsler om taster: se : Beskeder"
        assert open_.listed.hint_line.is_error
        await open_.press("B")
        assert isinstance(open_.app.screen, Report)
        told = "\n".join(open_.app.screen.lines)
        assert told.index("«ctrlx» kendes ikke.") < told.index("«q» [/] er optaget.")


async def test_messages_are_what_was_said_the_latest_first(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("B")
        assert "Ingen beskeder siden start." in open_.text
        await open_.press("escape", "d", "u", "enter", "escape", "S")
        open_.listed.hint("Det gik [/galt\n.", is_error=True)
        await open_.press("B")
        assert isinstance(open_.app.screen, Report)
        lines = [line[7:] for line in open_.app.screen.lines]
        assert lines[0] == "Fejl: Det gik [/galt ."
        assert lines[1].startswith("Fortrudt: ")
        assert lines[2].startswith("Gemt (u fortryder): ")
        assert len(lines) == 3  # what the keys do, in the detail or in a demo, is no message
        assert open_.app.screen.lines[0].startswith("09:00")


async def test_only_so_many_messages_are_kept_and_none_twice_in_a_row(store: Store) -> None:
    async with dashboard(store, "overview") as open_:
        await open_.press("escape")
        for number in range(250):
            open_.app._keep(f"nr. {number // 2}", is_error=False)
        for number in range(250):
            open_.app._keep(f"nr. {number}", is_error=False)
        assert len(open_.app.told) == 200
        assert [one.text for one in open_.app.told][-2:] == ["nr. 248", "nr. 249"]
