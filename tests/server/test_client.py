"""Who counts as one client."""

from __future__ import annotations

import pytest

from lib.server.client import client_key


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("192.0.2.1", "::ffff:192.0.2.1"),
        ("2001:db8::1", "2001:db8:0:0:ffff::2"),
        ("127.0.0.1", "::1"),
        ("127.0.0.1", "::ffff:127.0.0.1"),
        (None, "127.0.0.1"),
        ("unknown", "unknown"),
    ],
)
def test_addresses_of_one_client(address: str | None, other: str | None) -> None:
    assert client_key(address) == client_key(other)


def test_addresses_of_different_clients() -> None:
    addresses = ("127.0.0.1", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8:0:1::1", "unknown")
    assert len({client_key(address) for address in addresses}) == len(addresses)
