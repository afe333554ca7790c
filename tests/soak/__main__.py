"""`python -m tests.soak --minutes 60`: see the package."""

import argparse
import os
import random
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.soak.run import Wanted, soak


def main() -> None:
    """Soak once; ends with a traceback where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--records", type=int, default=100_000, help="tasks in the store")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    print(f"{chosen.minutes:g} minutes, {chosen.records} tasks, seed {chosen.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOMBIT_TUI_HOME"] = os.environ["HOME"] = folder
        begun = time.monotonic()
        tell = partial(print, flush=True)
        soak(Path(folder), Wanted(chosen.minutes * 60, chosen.records, chosen.seed, tell))
        print(f"All well after {time.monotonic() - begun:.0f} s.")


if __name__ == "__main__":
    main()
