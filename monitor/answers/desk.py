"""Takes what people do in Slack, writes it down, and answers. Everything it does may be done twice without harm."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

from monitor.alerts import forms
from monitor.alerts.buttons import texts
from monitor.answers.commands import answer
from monitor.answers.home import make_home
from monitor.answers.mutes import mute_of
from monitor.answers.permission import action_of, refusal_of
from monitor.answers.requests import Command, HomeOpened, Press, Submit
from monitor.answers.says import says
from monitor.config import command_for
from monitor.errors import MonitorError, NotifyError
from monitor.types import LEVELS, VERDICT_WORDS, Proposal, Refusal, Remark, StreamKey, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from monitor.alerts.render import Message
    from monitor.answers.requests import Request
    from monitor.ports import Store
    from monitor.types import Alert, Config, Mute

logger = logging.getLogger(__name__)

_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of surrogate pairs: no file of the configuration may hold them as they are."""

TIMELINE = timedelta(weeks=26)

Refused = dict[str, str]
"""What is wrong with a form, by the block's id; empty where it is right."""


class Views(Protocol):
    """Puts forms and the App Home before people."""

    def open_form(self, trigger: str, view: Mapping[str, Any]) -> None: ...
    def fill_home(self, user: str, view: Mapping[str, Any]) -> None: ...


class Groups(Protocol):
    """Knows who is in a user group."""

    def members(self, group: str) -> frozenset[str]:
        """Raises NotifyError."""


class Respond(Protocol):
    """Answers one person at the address that came with the request."""

    def __call__(self, address: str, message: Message, *, replace: bool) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Over the parts that app/ chose. Every method may raise StoreError or NotifyError."""

    store: Store
    config: Config
    views: Views
    respond: Respond
    now: Callable[[], datetime]
    groups: Groups

    def take(self, request: Request) -> None:
        """Does what was asked; what goes wrong is told to the person who asked."""
        try:
            if not self._refused(request):
                self._take(request)
        except MonitorError as error:
            logger.warning("an answer of %s was not taken: %s", request.user.id, error)
            self._apologise(request, str(error))

    def own_up(self, request: Request) -> None:
        """Tells the person who asked that a bug stopped it."""
        self._apologise(request, "that is a fault of the monitor, and its log shows it.")

    def _refused(self, request: Request) -> bool:
        """Tells and writes down what this person may not do."""
        why = refusal_of(request, self.config.chat, members=self.groups.members)
        if why is None:
            return False
        self.store.add_refusal(_written_down(request, self.now()))
        logger.warning("%s was not allowed to %s", request.user.id, action_of(request))
        if isinstance(request, Press | Command) and request.respond_to:
            self.respond(request.respond_to, says(why), replace=False)
        return True

    def refusal(self, request: Request) -> Refused:
        """What is wrong with a form, before it is taken. Pure, so that it can be said at once."""
        if not isinstance(request, Submit):
            return {}
        return _form_problems(request)

    def _take(self, request: Request) -> None:
        if isinstance(request, Command):
            message = answer(request.words, store=self.store, config=self.config, user=request.user, now=self.now())
            self.respond(request.respond_to, message, replace=False)
        elif isinstance(request, HomeOpened):
            self.views.fill_home(request.user.id, make_home(self.store, self.config.world, now=self.now()))
        elif isinstance(request, Submit):
            self._submitted(request)
        else:
            self._pressed(request)

    def _apologise(self, request: Request, why: str) -> None:
        address = request.respond_to if isinstance(request, Press | Command) else None
        if address is None:
            return
        try:
            self.respond(address, says(f"That was not taken: {why}"), replace=False)
        except NotifyError as again:
            logger.warning("nor could that be said: %s", again)

    # ------------------------------------------------------------- buttons

    def _pressed(self, press: Press) -> None:
        if press.action in ("approve", "reject"):
            self._decided(press)
            return
        alert_id, _, word = press.value.partition(":")
        alert = self.store.alert(alert_id)
        if alert is None:
            self._say(press, f"Alert {alert_id} is not on record any more.")
        elif press.action in ("confirm", "dismiss"):
            self._judged(press, alert, word or "confirm")
        elif press.action == "mute":
            self.views.open_form(press.trigger, forms.mute_form(alert, self._feeds(alert)))
        elif press.action == "propose":
            self._ask_for_baseline(press, alert)
        elif press.action == "timeline":
            self._show_timeline(press, alert)

    def _judged(self, press: Press, alert: Alert, word: str) -> None:
        """As of the click: of two that were taken in another order the later one stands."""
        if word not in VERDICT_WORDS:
            return
        verdict = Verdict(
            alert_id=alert.id, word=word, by=press.user.name, at=press.at, user=press.user.id, ref=press.ref
        )
        self.store.add_verdict(verdict)
        logger.info("alert %s: %s by %s", alert.id, word, press.user.id)

    def _ask_for_baseline(self, press: Press, alert: Alert) -> None:
        world = self.config.world
        if world.follows(StreamKey(alert.office, alert.issue)):
            self.views.open_form(press.trigger, forms.propose_form(alert, world.issue(alert.issue)))
        else:
            self._say(
                press, f"{alert.office_name} on {alert.issue_name} is no longer configured: it takes no baseline."
            )

    def _show_timeline(self, press: Press, alert: Alert) -> None:
        key = StreamKey(alert.office, alert.issue)
        said = self.store.stream_trail(key, self.now() - TIMELINE).said
        self.views.open_form(press.trigger, forms.timeline(alert, said))

    def _feeds(self, alert: Alert) -> list[tuple[str, str]]:
        articles = [self.store.article(place.article) for place in alert.evidence if place.favours]
        return list({a.feed_id: (a.feed_id, a.outlet) for a in articles if a is not None and a.feed_id}.values())

    def _decided(self, press: Press) -> None:
        """By another person than the one who proposed it."""
        proposal = self.store.proposal(press.value)
        if proposal is None:
            self._say(press, "This proposal is not on record any more.")
        elif proposal.user == press.user.id:
            self._say(press, "You proposed it yourself: another person must decide.")
        elif proposal.state != "open" or not self._decide(proposal, press):
            known = self.store.proposal(press.value) or proposal
            self._say(press, f"It was {known.state} by {known.decided_by} already.")
        elif press.respond_to:
            verb = "Approved" if press.action == "approve" else "Rejected"
            self.respond(press.respond_to, says(*_proposed(proposal), f"{verb} by {press.user.name}."), replace=True)

    def _decide(self, proposal: Proposal, press: Press) -> bool:
        state: Literal["approved", "rejected"] = "approved" if press.action == "approve" else "rejected"
        line = f"{press.user.name} {state} the baseline that {proposal.by} proposed."
        more = (texts()["propose"]["approved"], command_for(proposal)) if state == "approved" else ()
        remark = Remark(lines=(line, *more))
        return self.store.decide(
            proposal.id, state=state, by=press.user.name, user=press.user.id, remark=remark, now=self.now()
        )

    def _say(self, press: Press, *lines: str) -> None:
        if press.respond_to:
            self.respond(press.respond_to, says(*lines), replace=False)

    # --------------------------------------------------------------- forms

    def _submitted(self, form: Submit) -> None:
        alert = self.store.alert(form.about)
        if alert is None or _form_problems(form):
            return
        if form.form == "mute":
            self._muted(form, alert)
        elif form.form == "propose":
            self._proposed(form, alert)

    def _muted(self, form: Submit, alert: Alert) -> None:
        kind, _, target = form.values["what"].partition(":")
        mute = mute_of(kind, target, days=int(form.values["days"]), user=form.user, ref=form.ref, now=self.now())
        if mute is not None:
            self.store.add_mute(mute, alert.id, Remark(lines=(mute_text(mute),)))

    def _proposed(self, form: Submit, alert: Alert) -> None:
        proposal = Proposal(
            id=form.ref.replace(":", "-"),
            alert_id=alert.id,
            actor=alert.office_name,
            office=alert.office,
            bloc=alert.bloc,
            issue=alert.issue,
            level=int(form.values["level"]),
            claim=_claim(form),
            as_of=date.fromisoformat(form.values["as_of"]),
            by=form.user.name,
            user=form.user.id,
            at=self.now(),
        )
        self.store.add_proposal(proposal, Remark(lines=_proposed(proposal), proposal=proposal.id))


def _written_down(request: Request, now: datetime) -> Refusal:
    about = request.value if isinstance(request, Press) else request.about if isinstance(request, Submit) else ""
    return Refusal(
        at=now,
        by=request.user.name,
        user=request.user.id,
        action=action_of(request) or "",
        about=request.words if isinstance(request, Command) else about,
        ref=request.ref if isinstance(request, Press | Submit) else f"{request.user.id}:{now.isoformat()}",
    )


def mute_text(mute: Mute) -> str:
    return f"{mute.by} muted the {mute.kind} {mute.target} until {mute.until:%Y-%m-%d %H:%M} UTC: its alerts go to the digest only."


def _proposed(proposal: Proposal) -> tuple[str, ...]:
    return (
        f"{proposal.by} proposes a new baseline for {proposal.actor} on {proposal.issue}:",
        f"{proposal.level:+d} since {proposal.as_of.isoformat()}: {proposal.claim}",
        "Another person must approve it.",
    )


def _claim(form: Submit) -> str:
    """One line, as people approve it and as a file can hold it."""
    return " ".join(_UNWRITABLE.sub(" ", form.values.get("claim", "")).split())


def _form_problems(form: Submit) -> Refused:
    if form.form != "propose":
        return {}
    problems = {}
    if not 1 <= len(_claim(form)) <= forms.LONGEST_CLAIM:
        problems["claim"] = f"Write 1 to {forms.LONGEST_CLAIM} letters."
    if form.values.get("level") not in {str(level) for level in LEVELS}:
        problems["level"] = "Choose a level."
    try:
        date.fromisoformat(form.values.get("as_of", ""))
    except ValueError:
        problems["as_of"] = "Choose a day."
    return problems
