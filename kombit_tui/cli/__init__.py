"""The command line: English verbs, Danish words. Every command imports what it needs when it runs.

Exit codes: 0 done, 1 failed, 2 wrong use. Messages go to stderr, answers to stdout. No Textual.
`root` holds what all verbs share; each of the other modules holds the verbs it is named after.
"""

import os
import sys

from kombit_tui.cli import quick
from kombit_tui.voice import FAILED, answer_plainly, speak_freely

COMPLETING = "_KOMBIT_TUI_COMPLETE"
"""Set where a shell asks what may follow."""


def run() -> int:
    """Carry out the command line; gives the exit code."""
    speak_freely()
    answer_plainly()
    try:
        code = quick.carry_out(sys.argv[1:]) if COMPLETING not in os.environ else None
        if code is None:
            from kombit_tui.cli.running import carry_out

            code = carry_out(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code
