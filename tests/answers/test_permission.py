"""Who may do what: told in words, written down, and nobody gets in because Slack does not answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.alerts import SlackGroups
from monitor.answers.permission import refusal_of
from monitor.answers.requests import Command, HomeOpened, Press, Submit, User
from monitor.errors import NotifyError
from monitor.types import ChatSettings
from tests.answers.slack_office import opened, wait_until
from tests.builders import alert
from tests.slack_server import SlackServer
from tests.slack_workspace import SCOPES

MARIA, IGOR = User(id="U0MARIA", name="maria"), User(id="U0IGOR", name="igor")
AT = datetime(2025, 9, 8, 12, tzinfo=UTC)
GROUPS = {"S0DESK": frozenset({"U0IGOR"})}


def press(action: str, user: User = MARIA) -> Press:
    return Press(user=user, at=AT, action=action, value="al-1", ref="r", trigger="t", respond_to=None)


def refused(request, **chat) -> str | None:
    return refusal_of(request, ChatSettings(**chat), members=lambda group: GROUPS[group])


# ---------------------------------------------------------------- the decision


@pytest.mark.parametrize("action", ["confirm", "dismiss", "mute", "propose", "timeline", "approve", "reject"])
def test_where_nobody_is_named_everybody_may(action):
    assert refused(press(action)) is None


@pytest.mark.parametrize(
    ("action", "may"),
    [("confirm", False), ("dismiss", False), ("propose", False), ("approve", True), ("mute", True), ("timeline", True)],
)
def test_answerers_are_those_who_judge_and_propose(action, may):
    assert (refused(press(action), answerers=("U0OTHER",)) is None) == may


@pytest.mark.parametrize(("action", "may"), [("confirm", True), ("approve", False), ("reject", False), ("mute", False)])
def test_administrators_are_those_who_decide_and_mute(action, may):
    assert (refused(press(action), administrators=("U0OTHER",)) is None) == may


def test_who_may_decide_may_answer_too():
    assert refused(press("confirm"), answerers=("U0OTHER",), administrators=("U0MARIA",)) is None


def test_a_group_lets_its_members_in_and_nobody_else():
    assert refused(press("approve", IGOR), administrators=("S0DESK",)) is None
    assert "administrators" in (refused(press("approve", MARIA), administrators=("S0DESK",)) or "")


@pytest.mark.parametrize(
    ("words", "may"), [("mute", True), ("mute issue DIA", False), ("status", True), ("why al-1", True)]
)
def test_a_command_needs_permission_where_it_changes_something(words, may):
    assert (refused(Command(user=MARIA, words=words, respond_to="u"), administrators=("U0OTHER",)) is None) == may


def test_a_form_needs_it_as_its_button_does_and_looking_needs_none():
    form = Submit(user=MARIA, form="mute", about="al-1", ref="r")

    assert refused(form, administrators=("U0OTHER",)) is not None
    assert refused(HomeOpened(user=MARIA), administrators=("U0OTHER",), answerers=("U0OTHER",)) is None


# ---------------------------------------------------------------- who is in a group


def groups_of(slack: SlackServer, **changes) -> SlackGroups:
    return SlackGroups(slack.token, base_url=slack.url, timeout=timedelta(seconds=5), **changes)


def test_members_are_asked_for_once_in_a_while():
    moment = [0.0]
    with SlackServer(scopes=[*SCOPES, "usergroups:read"]) as slack:
        slack.workspace.groups["S0DESK"] = ["U0IGOR"]
        groups = groups_of(slack, clock=lambda: moment[0])
        seen = [groups.members("S0DESK"), groups.members("S0DESK")]
        slack.workspace.groups["S0DESK"] = ["U0MARIA"]
        moment[0] = 301.0

        assert seen == [{"U0IGOR"}] * 2
        assert groups.members("S0DESK") == {"U0MARIA"}
        assert slack.calls.count("usergroups.users.list") == 2


def test_a_group_that_cannot_be_read_lets_nobody_in_and_says_what_is_missing():
    with SlackServer() as slack, pytest.raises(NotifyError, match="usergroups:read"):
        groups_of(slack).members("S0DESK")


# ---------------------------------------------------------------- over the socket


def test_what_is_refused_is_told_to_the_person_and_written_down():
    with opened(chat=ChatSettings(answerers=("U0IGOR",), administrators=("U0IGOR",))) as office:
        message = office.tell(alert(id="al-1", key="k"))
        office.maria.press("confirm", message=message)
        wait_until(lambda: office.slack.whispers)
        office.igor.press("confirm", message=message)
        wait_until(lambda: office.store.verdicts("al-1"))
        office.maria.ask("mute issue DIA")

        assert "You may not judge alerts here" in str(office.slack.whispers[0])
        assert [verdict.by for verdict in office.store.verdicts("al-1")] == ["igor"]
        assert office.store.mutes(office.now()) == []
        noted = office.store.refusals(office.now() - timedelta(hours=1), 9)
        assert [(r.by, r.action, r.about) for r in noted] == [
            ("maria", "mute", "mute issue DIA"),
            ("maria", "confirm", "al-1"),
        ]
