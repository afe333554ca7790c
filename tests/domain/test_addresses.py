"""One server has one address, however it is typed."""

import pytest

from kombit_tui.domain.addresses import host, whole


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("synk.example.dk", "https://synk.example.dk/v1"),
        (" https://synk.example.dk/ ", "https://synk.example.dk/v1"),
        ("https://synk.example.dk/v1", "https://synk.example.dk/v1"),
        ("https://synk.example.dk/kinto/v1/", "https://synk.example.dk/kinto/v1"),
        ("synk.example.dk:8443", "https://synk.example.dk:8443/v1"),
        ("localhost:8888", "http://localhost:8888/v1"),
        ("localhost", "http://localhost/v1"),
        ("127.0.0.1:8888/v1", "http://127.0.0.1:8888/v1"),
        ("[::1]:8888", "http://[::1]:8888/v1"),
        ("http://synk.example.dk", "http://synk.example.dk/v1"),
        ("HTTPS://synk.example.dk", "HTTPS://synk.example.dk/v1"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_an_address_is_made_whole(typed: str, address: str) -> None:
    assert whole(typed) == address
    assert whole(address) == address


def test_people_name_a_server_by_its_host() -> None:
    assert host("https://synk.example.dk:8443/v1") == "synk.example.dk:8443"
    assert host("synk") == "synk"
