"""The choice of files to import: paths are completed, and nothing is lost by a wrong one."""

from pathlib import Path

import pytest

from kombit_tui.db.store import Store
from kombit_tui.screens.file_picker import FilePicker, Found
from kombit_tui.screens.review import ReviewScreen
from tests.tools.dashboard import Dashboard, dashboard

DATA = Path(__file__).parents[1] / "data"


def records(store: Store) -> int:
    """How many records there are."""
    return int(store.reader.execute("SELECT count(*) FROM record_index").fetchone()[0])


async def ask_for(open_: Dashboard, path: object) -> None:
    """Press i and give a path."""
    await open_.press("i")
    assert isinstance(open_.app.screen, FilePicker)
    await open_.press(*str(path), "enter")


def refused(open_: Dashboard) -> str:
    """Why a file was refused, as the open choice of files says it in full; nothing where not."""
    picker = open_.app.screen
    if not isinstance(picker, FilePicker) or not picker.has_class("-refused"):
        return ""
    box = picker.query_one(".box").content_region
    shown = open_.text.splitlines()[box.y : box.bottom]
    inside = " ".join(line[box.x : box.right] for line in shown)
    return picker.refused.why if picker.refused.why in " ".join(inside.split()) else ""


SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=["80x24", "60x15"])


@SIZES
@pytest.mark.parametrize("name", ["findes-ikke.txt", "[b].txt"], ids=["missing", "markup"])
async def test_a_wrong_path_stays_in_the_field_and_the_whole_reason_is_told(
    demo_store: Store,
    tmp_path: Path,
    name: str,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = records(demo_store)
    async with dashboard(demo_store, "tasks", size) as open_:
        await open_.press("j")
        chosen = open_.cursor
        await ask_for(open_, name)
        await open_.until(lambda: bool(refused(open_)))
        told = f"{name} kan ikke åbnes. Findes den, og må du åbne den?"
        assert refused(open_) == f"Filen kan ikke læses: {told}"
        picker = open_.app.screen
        assert isinstance(picker, FilePicker)
        assert picker.input.value == name
        await open_.press("x")
        assert picker.input.value == f"{name}x"
        assert not refused(open_)
        await open_.press("escape")
        assert len(open_.app.screen_stack) == 1
        assert open_.cursor == chosen
        await open_.press("j")
    assert records(demo_store) == before


@SIZES
async def test_a_broken_file_is_refused_in_full_and_another_can_be_chosen(
    store: Store, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = (DATA / "files" / "deck.pdf").read_bytes()
    (tmp_path / "skidt.pdf").write_bytes(whole[: len(whole) // 2].replace(b"obj", b"bjo"))
    (tmp_path / "godt.txt").write_bytes((DATA / "moede.txt").read_bytes())
    async with dashboard(store, "agenda", size) as open_:
        await open_.press("escape", "2")
        await ask_for(open_, "skidt.pdf")
        await open_.until(lambda: bool(refused(open_)))
        assert "skidt.pdf" in refused(open_)
        assert records(store) == 0
        await open_.press(*["backspace"] * len("skidt.pdf"), *"godt.txt", "enter")
        await open_.until(lambda: isinstance(open_.app._base, ReviewScreen))


async def test_of_a_long_path_that_was_refused_the_end_is_seen(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = f"{'mappe-' * 20}/mangler.txt"
    async with dashboard(store, "agenda", (80, 24)) as open_:
        await open_.press("escape", "2")
        await ask_for(open_, path)
        await open_.until(lambda: bool(refused(open_)))
        picker = open_.app.screen
        assert isinstance(picker, FilePicker)
        line = open_.text.splitlines()[picker.input.region.y]
        assert "mappe-/mangler.txt" in line
        assert picker.input.value == path


async def test_several_files_that_are_all_refused_stay_marked_and_each_is_told_of(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.pptx", "b.pptx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    async with dashboard(store, "agenda") as open_:
        await open_.press("escape", "2", "i", "full_stop", "slash")
        await open_.until(lambda: "b.pptx" in open_.text)
        await open_.press("down", "space", "space", "enter")
        await open_.until(lambda: bool(refused(open_)))
        assert "a.pptx er" in refused(open_)
        assert "b.pptx er" in refused(open_)
        assert "2 valgt" in open_.text
        assert "[x] ./a.pptx" in open_.text


async def test_no_path_and_esc_do_nothing(demo_store: Store) -> None:
    before = records(demo_store)
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("i", "enter")
        await open_.press("i", *"abc", "escape")
        assert len(open_.app.screen_stack) == 1
        assert not open_.listed.hint_line.is_error
    assert records(demo_store) == before


async def test_tab_completes_and_enter_walks_into_folders(
    demo_store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "[b]møder"
    folder.mkdir()
    for name in ("marts.txt", "maj.txt", "billede.png", ".skjult.txt"):
        (folder / name).write_text("hej")
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("i", *f"{tmp_path}/[")
        picker = open_.app.screen
        assert isinstance(picker, FilePicker)
        await open_.until(lambda: len(picker.shown) == 1)
        await open_.press("tab")
        await open_.until(lambda: len(picker.shown) == 2)
        assert picker.input.value == f"{folder}/"
        await open_.press("tab")
        assert picker.input.value == f"{folder}/ma"
        await open_.press("down", "space")
        assert "1 valgt" in open_.text
        await open_.press("tab", *["backspace"] * 3)
        await open_.until(lambda: picker.shown[:1] == (Found(str(folder), is_folder=True),))
        await open_.press("down", "enter")
        assert picker.input.value == f"{folder}/"
        await open_.press("escape")
        assert len(open_.app.screen_stack) == 1
