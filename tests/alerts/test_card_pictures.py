"""What the pictures of the documents are drawn from: an alert that a store holds."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from monitor.store import open_store
from tests.builders import alert
from tools.card_pictures import message_of, page

if TYPE_CHECKING:
    from pathlib import Path


def test_a_card_is_drawn_from_an_alert_of_the_store(tmp_path: Path) -> None:
    file, told = tmp_path / "demo.db", alert()
    with closing(open_store(f"sqlite:///{file}")) as store:
        store.upgrade()
        store.add_alerts([told], told.raised_at)
    message = message_of(file, told.id)

    assert told.headline in message["text"]
    assert f"alert {told.id}" in page(message, device="phone", theme="dark")
    assert ">Confirm</span>" in page(message, device="desktop", theme="light")
    with pytest.raises(SystemExit, match="has no alert other"):
        message_of(file, "other")
    with pytest.raises(SystemExit, match="`make demo` leaves"):
        message_of(tmp_path / "none.db", told.id)
