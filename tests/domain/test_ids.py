"""Ids that are worked out are the same on every machine, and in every version."""

from uuid import NAMESPACE_URL, uuid5

from kombit_tui.domain.ids import natural_id


def test_a_natural_id_is_of_the_namespace_it_was_always_of() -> None:
    namespace = uuid5(NAMESPACE_URL, "urn:kombit-tui:record")
    expected = uuid5(namespace, "role\x1fsystemejer").hex
    assert natural_id("0101", "role", "Systemejer") == f"0101-{expected}"
