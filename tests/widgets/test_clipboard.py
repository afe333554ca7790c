"""Which tool takes text for the clipboard, and what happens when it does not."""

import os
import sys
from pathlib import Path

import pytest

from kombit_tui.widgets.clipboard import copy_natively, tool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tools are shell scripts here")


def make_tool(folder: Path, name: str, script: str = "cat > $(dirname $0)/taken") -> Path:
    """A command that keeps what it is given."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("environment", "system", "chosen"),
    [
        ({}, "darwin", "pbcopy"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", "wl-copy"),
        ({"DISPLAY": ":0"}, "linux", "xclip"),
        ({}, "linux", None),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "linux", None),
        ({"SSH_CONNECTION": "a b"}, "darwin", None),
        ({"SSH_CONNECTION": "a b"}, "win32", None),
    ],
)
def test_the_tool_fits_the_machine(
    tmp_path: Path, environment: dict[str, str], system: str, chosen: str | None
) -> None:
    for name in ("pbcopy", "wl-copy", "xclip", "xsel"):
        make_tool(tmp_path, name)
    command = tool({**environment, "PATH": str(tmp_path)}, system)
    assert [Path(one).name for one in command[:1]] == ([chosen] if chosen else [])


def test_the_second_tool_is_taken_where_the_first_is_not_there(tmp_path: Path) -> None:
    xsel = make_tool(tmp_path, "xsel")
    found = tool({"DISPLAY": ":0", "PATH": str(tmp_path)}, "linux")
    assert found == [str(xsel), "--clipboard", "--input"]
    assert tool({"DISPLAY": ":0", "PATH": "/ingen"}, "linux") == []


def test_windows_has_its_own_by_its_full_path() -> None:
    [command] = tool({"SystemRoot": "/Windows"}, "win32")
    assert command == os.path.join("/Windows", "System32", "clip.exe")


def test_the_text_reaches_the_tool_as_it_is(tmp_path: Path) -> None:
    command = [str(make_tool(tmp_path, "pbcopy"))]
    assert copy_natively("Ærø; $(rm -rf ~)\tx", command)
    assert (tmp_path / "taken").read_text("utf-8") == "Ærø; $(rm -rf ~)\tx"


def test_a_tool_that_fails_or_hangs_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kombit_tui.widgets.clipboard.PATIENCE", 0.1)
    assert not copy_natively("x", [str(make_tool(tmp_path, "bad", "exit 1"))])
    assert not copy_natively("x", [str(make_tool(tmp_path, "slow", "exec sleep 5"))])
    assert not copy_natively("x", [str(tmp_path / "none")])
