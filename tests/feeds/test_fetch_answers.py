"""What an answer means, and which addresses are public."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.feeds.addresses import is_public
from monitor.feeds.answers import conditions, retry_after, user_agent
from monitor.types import Validators

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta(0)),
        ("Mon, 08 Sep 2025 12:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 08 Sep 2025 11:00:00 GMT", timedelta(0)),
        ("Mon, 08 Sep 2025 12:05:00 -0000", timedelta(minutes=5)),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == wait


def test_a_number_of_seconds_without_end_does_not_overflow() -> None:
    assert retry_after("9" * 5000, NOW) is not None


def test_a_contact_cannot_add_a_header() -> None:
    assert user_agent("1", "a@b\r\nX-Evil: 1") == "MessagingMonitor/1 (+a@b X-Evil: 1)"


def test_only_known_validators_are_asked_with() -> None:
    assert conditions(Validators(etag='"a"')) == {"If-None-Match": '"a"'}
    assert conditions(Validators()) == {}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.251",
        "239.1.1.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:db8::1",
        "3fff::1",
        "fec0::1",
        "feff::1%eth0",
        "fe80::1%25eth0",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "::ffff:0:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::808:808",
        "4000::1",
        "not an address",
    ],
)
def test_an_address_that_is_not_of_the_open_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)
