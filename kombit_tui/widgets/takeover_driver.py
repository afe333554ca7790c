"""Textual's driver for a terminal on which `early` has already written the first frame. POSIX."""

from typing import Any, ClassVar

from textual.drivers.linux_driver import LinuxDriver

_ALTERNATE_SCREEN = "\x1b[?1049h"


class TakeoverDriver(LinuxDriver):
    """Keeps the frame that stands, and gives the terminal back as it was before that frame."""

    terminal_before: ClassVar[list[Any] | None] = None
    """What `termios.tcgetattr` gave before the first frame."""

    _has_taken_over = False

    def write(self, data: str) -> None:
        """Swallow the first switch to the alternate screen: it would show a blank one."""
        if data == _ALTERNATE_SCREEN and not self._has_taken_over:
            self._has_taken_over = True
            return
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal, remembering how it was before the first frame."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.terminal_before is not None:
            self.attrs_before = self.terminal_before
