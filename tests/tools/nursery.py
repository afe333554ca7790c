"""The inside of a program that bears others, which work until they are killed.

It has loaded all that they need, so that hundreds of them cost little. POSIX only.
"""

import os
import sys
from collections.abc import Callable


def bear(work: Callable[..., None]) -> None:
    """For each line on our input fork one that does `work` with its words, and say its process id.

    What that one has saved it says line by line; when it is gone, "død" is said.
    """
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                work(*line.split())
            finally:
                os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("død", flush=True)
