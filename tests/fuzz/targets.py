"""What a stranger can send, each as a function of bytes: what may come of it is asserted, anything else that is raised is a finding.

feed      what an outlet answers to a poll, with its headers
page      an article's page
reading   the text of an article, through all steps of the reader but the network
config    a configuration file, in a folder that is right otherwise
api       what a browser asks of the review site
slack     words and addresses of an alert, as Slack would take them; and what comes over the socket
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fuzz.chat import MESSAGES, slack
from tests.fuzz.documents import FEEDS, PAGES, feed, page
from tests.fuzz.settings import SETTINGS, config
from tests.fuzz.site import ADDRESSES, api
from tests.fuzz.texts import TEXTS, reading

if TYPE_CHECKING:
    from collections.abc import Callable

TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": feed,
    "page": page,
    "reading": reading,
    "config": config,
    "api": api,
    "slack": slack,
}

SEEDS: dict[str, list[bytes]] = {
    "feed": FEEDS,
    "page": PAGES,
    "reading": TEXTS,
    "config": SETTINGS,
    "api": ADDRESSES,
    "slack": MESSAGES,
}
