"""The sync beside bare downloads, bare SQLite and bare requests, and many clients at once.

Needs the extra `server` and the binaries of PostgreSQL. `measure` is what `python -m benchmarks
--only sync` runs.
"""

from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from benchmarks.goals import Goal
from benchmarks.sync import crowd, keys, pulling, trips
from benchmarks.sync.figures import Figures
from benchmarks.sync.server import provisioned
from kombit_tui.server.provision import all_codes


def measure(rounds: int, records: int, minutes: float) -> tuple[Figures, list[Goal]]:
    """Everything there is to measure of the sync."""
    figures = Figures()
    codes = all_codes()
    with provisioned(codes) as server:
        with server.heads(2) as heads:
            trips.idle(figures, heads[0], rounds)
            trips.push(figures, heads[0], min(rounds, trips.MOST_ROUNDS))
            crowd.at_work(figures, heads, minutes, codes)
        figures.tell()  # the rest takes minutes too
        pulling.fill(server, records)
        with server.heads(1) as (head,):
            pulling.pull(figures, head, min(rounds, pulling.MOST_ROUNDS))
            keys.type_on(figures, server, head, records)
    return figures, list(_goals(figures))


def grow(rounds: int, sizes: Sequence[int]) -> dict[int, list[float]]:
    """Seconds of a first pull from a server with so many records, a round each."""
    found: dict[int, list[float]] = {}
    with provisioned(all_codes()[:1]) as server:
        held = 0
        for size in sizes:
            pulling.fill(server, size - held, first=held)
            held = size
            with server.heads(1) as (head,):
                figures = Figures()
                for _ in range(rounds):
                    pulling.pull_once(figures, head)
            found[size] = figures[pulling.PULLED]
    return found


def _goals(figures: Figures) -> Iterator[Goal]:
    def ratio(ours: str, other: str) -> float:
        pairs = zip(figures[ours], figures[other], strict=True)
        return median(mine / theirs for mine, theirs in pairs)

    pulled = ratio(pulling.FROM_MEMORY, pulling.BARE)
    yield Goal("B1", "first pull of downloaded JSON / executemany", 5.0, pulled)
    least = ratio(pulling.FROM_MEMORY, pulling.EVERYWHERE)
    yield Goal("B1", "the same / executemany into the same tables", 2.0, least)
    slowest = _p99(figures[keys.PULLING]) / _p99(figures[keys.RESTING])
    yield Goal("B2", "99 of 100 keys during a pull / at rest", 2.0, slowest)
    yield Goal("N1", "idle poll / one round trip", 1.5, ratio(trips.IDLE, trips.ROUND_TRIP))
    yield Goal("L1", "edits that were lost", 0, figures[crowd.LOST][0], "")


def _p99(found: list[float]) -> float:
    return quantiles(found, n=100)[-1]
