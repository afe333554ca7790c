"""The clipboard beside that of the terminal: the system's own tool, where there is one.

The terminal is asked by the app (OSC 52), which also works over SSH; a tool would then only reach
the clipboard of the far machine.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

Commands = tuple[tuple[str, ...], ...]

PATIENCE = 3.0
"""Seconds that a tool may take."""
_MAC: Commands = (("pbcopy",),)
_WAYLAND: Commands = (("wl-copy",),)
_X11: Commands = (("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input"))


def tool(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> list[str]:
    """The command that takes text for the clipboard of this machine; empty where there is none."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return []
    if system == "win32":
        # By its full path: Windows would look in the current folder first.
        return [str(Path(environment.get("SystemRoot", r"C:\Windows"), "System32", "clip.exe"))]
    known = [
        *(_MAC if system == "darwin" else ()),
        *(_WAYLAND if environment.get("WAYLAND_DISPLAY") else ()),
        *(_X11 if environment.get("DISPLAY") else ()),
    ]
    for name, *arguments in known:
        if found := shutil.which(name, path=environment.get("PATH")):
            return [found, *arguments]
    return []


def copy_natively(text: str, command: list[str]) -> bool:
    """Give `text` to a tool; False when it did not take it. Blocks."""
    encoding = "utf-16-le" if command[0].endswith("clip.exe") else "utf-8"
    try:
        done = subprocess.run(
            command,
            input=text.encode(encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False  # the terminal has the text all the same
    return done.returncode == 0
