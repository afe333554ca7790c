"""Two heads on one PostgreSQL: with `serial_writes` no acknowledged write is lost and no poller
misses one. Without it both happen; if that ever changes, the plugin may have had its day.
"""

from collections.abc import Iterator

import pytest

from tests.contract.heads import Running, Server
from tests.contract.writers import WRITERS, batched, counted

ROUNDS = 8
"""How often stock Kinto is given the chance to lose something."""


@pytest.fixture(scope="module")
def safe(server: Server) -> Iterator[list[Running]]:
    """Two heads as `init` sets them up."""
    with server.heads(2) as heads:
        yield heads


@pytest.fixture(scope="module")
def stock(server: Server) -> Iterator[list[Running]]:
    """Two heads of Kinto as it comes, but for the plugin set up as ours."""
    with server.heads(2, **{"kinto.includes": "kinto.plugins.accounts"}) as heads:
        yield heads


def test_every_acknowledged_increment_counts(safe: list[Running]) -> None:
    yes, reached = counted(safe, "0101-safe", 15)
    assert yes >= 15
    assert reached == yes


def test_every_acknowledged_record_is_stored_and_seen_and_noted(
    safe: list[Running], server: Server
) -> None:
    seen = batched(safe, "0101-safe", 3, 15)
    assert len(seen.acknowledged) == WRITERS * 3 * 15, "nobody was in the way of anybody"
    assert seen.lost == set()
    assert seen.missed == set()
    noted = "SELECT data->>'record_id' FROM objects WHERE resource_name = 'history'"
    assert seen.acknowledged <= {one for (one,) in server.cluster.query(noted, server.database)}


def test_stock_kinto_loses_acknowledged_increments(stock: list[Running]) -> None:
    assert any(
        yes > reached
        for yes, reached in (counted(stock, f"0101-{turn}", 5) for turn in range(ROUNDS))
    )


def test_stock_kinto_loses_acknowledged_records_and_hides_others(stock: list[Running]) -> None:
    lost: set[str] = set()
    missed: set[str] = set()
    for turn in range(ROUNDS):
        seen = batched(stock, f"0101-stock-{turn}", 2, 15)
        lost |= seen.lost
        missed |= seen.missed
        if lost and missed:
            return
    raise AssertionError(f"{len(lost)} lost, {len(missed)} missed in {ROUNDS} rounds")
