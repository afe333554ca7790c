"""Choosing a theme, keeping it, and the terminals that have other colours or none."""

import re
from pathlib import Path

import pytest
from rich.style import Style

from kombit_tui import settings as configured
from kombit_tui.db.store import Store
from kombit_tui.settings import Settings
from kombit_tui.wording.themes import DEFAULT, THEMES, theme_named
from tests.tools.dashboard import Dashboard, dashboard, segments


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the settings, so that nobody's own are touched."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def theme_of(home: Path) -> str:
    """The theme that the settings file names."""
    return configured.load(home / "settings.toml").theme


def write(home: Path, text: str) -> None:
    """Make a settings file."""
    home.mkdir()
    (home / "settings.toml").write_text(text, "utf-8")


def read(home: Path) -> str:
    """What the settings file holds."""
    return (home / "settings.toml").read_text("utf-8")


async def test_a_theme_is_seen_while_it_is_looked_at_and_kept_by_enter(
    demo_store: Store, home: Path
) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        assert open_.app.theme == DEFAULT
        await open_.press("T", "down")
        assert open_.app.theme == "lys"
        await open_.press("j")
        assert open_.app.theme == "høj kontrast"
        await open_.press("escape")
        assert open_.app.theme == DEFAULT
        assert theme_of(home) == DEFAULT
        await open_.press("T", "down", "enter")
        await open_.until(lambda: "Tema gemt: lys." in open_.hint)
        assert (open_.app.theme, theme_of(home)) == ("lys", "lys")


async def test_another_screen_takes_the_new_theme_too(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("1")
        dark = _grounds(open_)
        await open_.press("3", "T", "down", "enter", "1")
        light = _grounds(open_)
        assert dark
        assert not dark & light


def _grounds(open_: Dashboard) -> set[str]:
    styles = (segment.style for segment in segments(open_.app) if segment.style)
    return {
        str(style.bgcolor.triplet.hex)
        for style in styles
        if style.bgcolor and style.bgcolor.triplet
    }


async def test_a_theme_that_cannot_be_kept_is_told_and_holds_for_now(
    demo_store: Store, home: Path
) -> None:
    write(home, "theme = ")
    async with dashboard(demo_store, "tasks") as open_:
        await open_.press("T", "down", "enter")
        await open_.until(lambda: "Skriv selv: theme = " in open_.hint)
        assert open_.app.theme == "lys"
    assert read(home) == "theme = "


async def test_an_unknown_theme_is_told_with_those_there_are(demo_store: Store) -> None:
    async with dashboard(demo_store, "tasks", (200, 30), theme="solarized") as open_:
        assert open_.app.theme == DEFAULT
        assert "Ukendt tema «solarized»" in open_.hint
        assert all(name in open_.hint for name in THEMES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("lys", "lys"),
        ("Høj kontrast", "høj kontrast"),
        ("textual-dark", "mørk"),
        ("textual-light", "lys"),
        ("", DEFAULT),
        ("dracula", None),
    ],
)
def test_themes_are_named_in_the_settings(written: str, meant: str | None) -> None:
    assert theme_named(written) == meant


def test_the_default_of_the_settings_is_the_default_theme() -> None:
    assert Settings().theme == DEFAULT


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_ansi_themes_use_the_terminals_own_colours(demo_store: Store, theme: str) -> None:
    async with dashboard(demo_store, "tasks", theme=theme) as open_:
        for screen in ("3", "1", "T"):
            await open_.press(screen)
            for style in (segment.style for segment in segments(open_.app)):
                for colour in (style.color, style.bgcolor) if style else ():
                    assert colour is None or colour.is_system_defined or colour.is_default


# Without colours.


def emphasis(style: Style | None) -> tuple[bool, bool, bool]:
    """What is left of a look without colours."""
    if style is None:
        return (False, False, False)
    return (bool(style.bold), bool(style.underline), bool(style.reverse))


def rows(open_: Dashboard) -> list[tuple[str, set[tuple[bool, bool, bool]]]]:
    """Each line of the list: its text, and how its cells are emphasised."""
    found = []
    for strip in open_.app.screen._compositor.render_strips():
        cells = list(strip.crop(0, open_.listed.list.scrollable_content_region.width))
        found.append(("".join(c.text for c in cells), {emphasis(c.style) for c in cells}))
    return found


@pytest.mark.parametrize("theme", THEMES)
async def test_without_colours_cursor_marks_heads_and_overdue_can_be_told(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard(demo_store, "tasks", theme=theme) as open_:
        await open_.press("space", "j")
        assert all(
            not style or (_is_none(style.color) and _is_none(style.bgcolor))
            for style in (segment.style for segment in segments(open_.app))
        )
        shown = rows(open_)
        head = next(row for row in shown if "Frist" in row[0])
        cursor = next(row for row in shown if row[0].startswith(">"))
        marked = next(row for row in shown if row[0].startswith("*"))
        others = [row for row in shown if re.match(r" ! \d\d-| {3}\d\d-", row[0])]
        assert {emphasis[2] for emphasis in cursor[1]} == {True}
        assert head[1] == {(True, True, False)}
        assert marked[0].startswith("*! ")
        assert others
        assert not any(row[1] & cursor[1] or row[1] & head[1] for row in others)
        await open_.press("tab")
        left = next(row for row in rows(open_) if row[0].startswith(">"))
        assert left[1] == {(True, True, False)}


def _is_none(colour: object) -> bool:
    return colour is None or bool(getattr(colour, "is_default", False))


async def test_without_colours_panels_and_answers_show_where_one_is(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard(demo_store) as open_:
        looks = {s.text[:12]: emphasis(s.style) for s in segments(open_.app)}
        assert looks[">Overskredet"] == (True, False, True)
        assert looks[" Frist inden"] == (True, True, False)
        await open_.press("T")
        looks = {s.text.strip(): emphasis(s.style) for s in segments(open_.app)}
        assert looks["> mørk"] == (True, True, False)
        assert looks["lys"] == (False, False, False)
        await open_.press("escape", "3", "slash", "a")
        assert any(emphasis(s.style)[2] and s.text == " " for s in segments(open_.app))


async def test_an_empty_wish_for_no_colours_is_none(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with dashboard(demo_store) as open_:
        assert not open_.app.no_color
        assert len(_grounds(open_)) > 1
