"""The manifest asks for what the program uses, and for nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

from monitor.alerts.slack import HISTORY, NEEDED
from monitor.alerts.slack_files import SCOPE
from monitor.answers.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = json.loads((ROOT / "docs/slack-manifest.json").read_text(encoding="utf-8"))


def test_scopes_are_those_that_are_needed_and_explained():
    scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    explained = (ROOT / "docs/slack.md").read_text(encoding="utf-8")

    assert scopes == {*NEEDED, *HISTORY, SCOPE, "commands"}
    assert all(f"`{scope}`" in explained for scope in scopes)


def test_what_the_socket_brings_is_switched_on():
    settings = MANIFEST["settings"]

    assert settings["socket_mode_enabled"]
    assert settings["interactivity"]["is_enabled"]
    assert settings["event_subscriptions"] == {"bot_events": ["app_home_opened"]}
    assert not settings["token_rotation_enabled"]


def test_the_command_names_all_that_it_takes():
    (command,) = MANIFEST["features"]["slash_commands"]

    assert command["command"] == "/monitor"
    assert [re.split(r"\W", word)[0] for word in command["usage_hint"].split(" | ")] == list(COMMANDS)
