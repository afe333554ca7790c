"""`kombit-tui` and `python -m kombit_tui`: the dashboard straight away, everything else by `cli`.

Kept small: what is imported here is waited for before the first line is on the screen.
"""

import gc
import os
import sys

_COMPLETING = "_KOMBIT_TUI_COMPLETE"
"""Set where a shell asks what may follow on the line."""
_FAILED, _INTERRUPTED = 1, 130
"""Exit codes: `voice.FAILED`, which is not loaded yet, and what a shell expects after Ctrl+C."""
_SCREEN_OPTIONS = {"--demo", "--store", "--screen", "--view"}


def main() -> int:
    """Run what the command line asks for and give its exit code."""
    try:
        return _run()
    except KeyboardInterrupt:  # before there is anything that takes it as a key
        return _INTERRUPTED
    except Exception as error:
        return _confess(error)


def _run() -> int:
    if _COMPLETING not in os.environ and _wants_dashboard(sys.argv[1:]):
        gc.disable()  # what is loaded stays; the shell enables it when its first frame stands
        from kombit_tui.first import paint_first

        painted = paint_first(sys.argv[1:]) if os.name == "posix" else None
        from kombit_tui.launch import launch  # after the frame stands: it takes longer

        return launch(sys.argv[1:], painted)
    from kombit_tui.cli import run

    return run()


def _confess(error: Exception) -> int:
    """Note what nobody foresaw, and tell it in two lines instead of the program's insides."""
    from kombit_tui import logbook
    from kombit_tui.settings import log_path

    logbook.log_to(log_path())
    logbook.note_crash(error)
    print(logbook.two_lines(), file=sys.stderr)
    return _FAILED


def _wants_dashboard(arguments: list[str]) -> bool:
    """Whether there are only options of the dashboard: no command and no call for help."""
    rest = iter(arguments)
    for argument in rest:
        name, _, value = argument.partition("=")
        if name not in _SCREEN_OPTIONS:
            return False
        if name != "--demo" and not value:
            next(rest, None)
    return True


if __name__ == "__main__":
    sys.exit(main())
