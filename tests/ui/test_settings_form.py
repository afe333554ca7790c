"""Every setting is seen, explained and changed in the dashboard; the file holds what was said."""

from pathlib import Path

import pytest

from kombit_tui import settings as configured
from kombit_tui.db.store import Store
from kombit_tui.screens.settings_form import SettingField, SettingsForm
from tests.tools.dashboard import dashboard

BEFORE = '# Mine\nuser = "Åse"  # mig\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings file is."""
    monkeypatch.setenv("KOMBIT_TUI_HOME", str(tmp_path))
    (tmp_path / configured.SETTINGS_FILE).write_text(BEFORE, "utf-8")
    return tmp_path


async def test_settings_are_changed_in_the_form_and_kept_in_the_file(
    store: Store, home: Path
) -> None:
    async with dashboard(store) as open_:
        await open_.press("escape", "comma")
        await open_.until(lambda: isinstance(open_.app.screen, SettingsForm))
        assert "Åse" in open_.text
        assert "fil" in next(one for one in open_.text.splitlines() if "Åse" in one)
        assert "De ses, mens du vælger" in open_.text
        await open_.press("right")
        assert open_.app.theme == "lys"
        await open_.press("down", "space", "down", "enter", *"aarhus", "enter")
        await open_.until(lambda: isinstance(open_.app.screen, SettingsForm))
        fields = {one.setting.name: one for one in open_.app.screen.query(SettingField)}
        fields["sync_interval"].editor.focus()
        await open_.press("end", "backspace", "ctrl+s")
        assert "mindst 10 sekunder" in open_.text
        await open_.press("0", "ctrl+s")
        await open_.until(lambda: len(open_.app.screen_stack) == 1)
        await open_.until(lambda: configured.load().municipality == "0751")
    found = configured.load()
    assert (found.theme, found.bell, found.sync_interval, found.user) == ("lys", True, 60, "Åse")
    text = (home / configured.SETTINGS_FILE).read_text("utf-8")
    assert text.startswith(BEFORE)
    assert "auto_sync" not in text


async def test_esc_takes_the_preview_back_and_writes_nothing(demo_store: Store, home: Path) -> None:
    async with dashboard(demo_store) as open_:
        await open_.press("comma")
        await open_.until(lambda: isinstance(open_.app.screen, SettingsForm))
        await open_.press("right", "escape")
        assert open_.app.theme == "lys"
        await open_.press("escape")
        assert open_.app.theme == "mørk"
    assert (home / configured.SETTINGS_FILE).read_text("utf-8") == BEFORE
