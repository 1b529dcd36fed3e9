"""Forms, lists and the App Home in Slack, made like messages: no text of others can become markup, a mention or an error. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from monitor.alerts.blocks import Line, Words, divider, fit, header, lines
from monitor.alerts.buttons import answers, plain, texts
from monitor.alerts.card import headline_of
from monitor.alerts.wording import cut, day, excerpt, level_bar, level_text, severity_text, sureness_text, web_address
from monitor.types import LEVELS
from monitor.types.sureness import status_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Alert, Issue, Utterance

HOME_BLOCKS, HOME_BUDGET = 100, 100_000
ENTRIES = 20
LONGEST_CLAIM = 300

Form = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an office stands on an issue: the bars of its line before and of what it says lately."""

    office: str
    issue: str
    before: int | None
    now: int
    n: int
    state: str


def mute_form(alert: Alert, feeds: Sequence[tuple[str, str]]) -> Form:
    """`feeds`: id and name of those that the alert's words came by."""
    words = texts()["mute"]
    targets = [(f"actor:{alert.office}", alert.office_name), (f"issue:{alert.issue}", f"the issue {alert.issue_name}")]
    targets += [(f"feed:{name}", f"the feed {shown}") for name, shown in feeds[:6] if len(name) < 140]
    spans = [Option(text=plain(text), value=days) for days, text in words["spans"].items()]
    what = [Option(text=plain(cut(text, 75) or cut(value, 75)), value=value) for value, text in targets]
    return _form(
        "mute",
        words["title"],
        alert.id,
        InputBlock(
            block_id="what",
            label=plain(words["what"]),
            hint=plain(words["hint"]),
            element=RadioButtonsElement(action_id="value", options=what, initial_option=what[0]),
        ),
        InputBlock(
            block_id="days",
            label=plain(words["how_long"]),
            element=StaticSelectElement(action_id="value", options=spans, initial_option=spans[0]),
        ),
    )


def propose_form(alert: Alert, issue: Issue) -> Form:
    """The line that the alert found, to be put right before it is proposed."""
    words = texts()["propose"]
    levels = [Option(text=plain(_level_words(issue, level)), value=str(level)) for level in LEVELS]
    at = LEVELS.index(alert.after.level) if alert.after.level in LEVELS else 2
    claim = cut(alert.after.claim, LONGEST_CLAIM)
    return _form(
        "propose",
        words["title"],
        alert.id,
        lines((Words(text=f"{cut(alert.office_name, 80)} on {cut(alert.issue_name, 80)}", style="bold"),)),
        lines((Words(text=words["intro"]),)),
        InputBlock(
            block_id="level",
            label=plain(words["level"]),
            element=StaticSelectElement(action_id="value", options=levels, initial_option=levels[at]),
        ),
        InputBlock(
            block_id="claim",
            label=plain(words["claim"]),
            element=PlainTextInputElement(
                action_id="value", initial_value=claim or None, multiline=True, min_length=1, max_length=LONGEST_CLAIM
            ),
        ),
        InputBlock(
            block_id="as_of",
            label=plain(words["as_of"]),
            element=DatePickerElement(action_id="value", initial_date=alert.since.isoformat()),
        ),
    )


def timeline(alert: Alert, said: Sequence[Utterance]) -> Form:
    """What the office said on the issue, newest first."""
    newest = sorted(said, key=lambda utterance: utterance.said_at, reverse=True)
    rows = [_said(utterance) for utterance in newest[:ENTRIES]]
    more = len(newest) - len(rows)
    blocks = [
        lines((Words(text=f"{cut(alert.office_name, 80)} on {cut(alert.issue_name, 80)}", style="bold"),)),
        *(lines(*row) for row in rows),
        *([] if rows else [lines((Words(text="Nothing is on record of these weeks."),))]),
        *([lines((Words(text=f"and {more} more on the review site"),))] if more > 0 else []),
    ]
    return View(type="modal", title=plain("Timeline"), close=plain("Close"), blocks=_fitted(blocks)).to_dict()


def home(alerts: Sequence[Alert], standings: Sequence[Standing]) -> Form:
    """Alerts that nobody has answered, and where the offices stand."""
    blocks: list[Block] = [header("Alerts that wait for an answer")]
    for alert in alerts:
        blocks += [lines(*alert_lines(alert)), answers(alert.id), divider()]
    if not alerts:
        blocks.append(lines((Words(text="None: every alert of the last four weeks is answered."),)))
    blocks.append(header("Where they stand"))
    blocks.extend(lines(*group) for group in _grouped(standings))
    return View(type="home", blocks=_fitted(blocks)).to_dict()


def alert_lines(alert: Alert) -> tuple[Line, ...]:
    """An alert in two lines: what, and how sure and weighty, with the ID that commands take."""
    facts = (
        day(alert.at),
        status_words(alert.status),
        f"confidence {sureness_text(alert.confidence, computed=alert.computed)}",
        f"severity {severity_text(alert.severity)}",
    )
    return (
        (Words(text=headline_of(alert), style="bold"),),
        (Words(text=" · ".join(facts) + " · "), Words(text=cut(alert.id, 40), style="code")),
    )


def standing_lines(standings: Iterable[Standing]) -> tuple[Line, ...]:
    return tuple(_standing(standing) for standing in standings)


def _grouped(standings: Sequence[Standing]) -> list[tuple[Line, ...]]:
    """One list an office; a list that is too long for one block is cut."""
    by_office: dict[str, list[Standing]] = {}
    for standing in standings:
        by_office.setdefault(standing.office, []).append(standing)
    if not by_office:
        return [((Words(text="No line is settled yet."),),)]
    return [
        ((Words(text=cut(office, 80), style="bold"),), *standing_lines(group[:20]))
        for office, group in by_office.items()
    ]


def _standing(standing: Standing) -> Line:
    was = level_bar(standing.before) if standing.before is not None else "     "
    text = f" {cut(standing.issue, 60)}: {level_text(standing.before)} → {level_text(standing.now)}"
    small = f" ({standing.n} statements, {cut(standing.state, 20)})"
    return (Words(text=f"{was}→{level_bar(standing.now)}", style="code"), Words(text=text + small))


def _said(utterance: Utterance) -> tuple[Line, ...]:
    place = utterance.evidence[0] if utterance.evidence else None
    level = round(utterance.mean)
    by = "by " if place is not None and place.said_within and place.said_at == utterance.said_at else ""
    head = (
        Words(text=f"{by}{day(utterance.said_at)} ", style="bold"),
        Words(text=level_bar(level), style="code"),
        Words(text=f" {level_text(level)}"),
    )
    if place is None:
        return (head,)
    source = Words(text=cut(place.outlet, 60) or "source", url=web_address(place.url))
    return head, (Words(text=f"“{excerpt(place.quote, words=30, limit=250)}” "), source)


def _level_words(issue: Issue, level: int) -> str:
    return cut(f"{level_text(level)} {issue.axis.get(level, '')}", 75)


def _fitted(blocks: Sequence[Block]) -> list[Form]:
    return list(fit(blocks, most=HOME_BLOCKS, budget=HOME_BUDGET))


def _form(name: str, title: str, about: str, *blocks: Block) -> Form:
    return View(
        type="modal",
        callback_id=name,
        private_metadata=about,
        title=plain(title),
        submit=plain("Save"),
        close=plain("Cancel"),
        blocks=list(blocks),
    ).to_dict()
