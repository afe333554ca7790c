"""What was measured, by name: one figure a round, or one of each meeting."""

from collections import defaultdict
from statistics import median, quantiles


class Figures(defaultdict[str, list[float]]):
    """Name with its unit -> figures."""

    def __init__(self) -> None:
        super().__init__(list)

    def lines(self) -> list[str]:
        """For people to read."""
        return [f"{name:<62}{_told(found)}" for name, found in self.items()]

    def tell(self) -> None:
        """Print what there is so far."""
        print(*self.lines(), sep="\n", flush=True)


def _told(found: list[float]) -> str:
    middle = f"{median(found):>12,.2f}"
    if len(found) < 20:
        return middle
    parts = quantiles(found, n=100)
    return f"{middle}   p95 {parts[94]:,.2f}   p99 {parts[98]:,.2f}   of {len(found):,}"
