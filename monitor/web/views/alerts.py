"""The list of alerts: filtered, sorted, a part at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from monitor.alerts import alert_to_json
from monitor.digest import parse_week
from monitor.digest.words import KINDS
from monitor.types import Alert, AlertFilter
from monitor.web.page import Page, Pager, Table
from monitor.web.shapes import AlertLimit, Code, Moment, PageNumber, WeekName
from monitor.web.shelf import Shelf
from monitor.web.views.alert_rows import AlertRow, alert_row, alert_table
from monitor.web.views.choices import Choice, bloc_choices, issue_choices, office_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsAsked:
    """`judged` is by the last verdict; `week` like 2026-W47 stands for `since` and `until`."""

    kind: Code | None = None
    status: Literal["confirmed", "unconfirmed"] | None = None
    office: Code | None = None
    issue: Code | None = None
    bloc: Code | None = None
    channel: Literal["chat", "digest"] | None = None
    judged: Literal["open", "confirmed", "dismissed"] | None = None
    week: WeekName | None = None
    since: Moment | None = None
    until: Moment | None = None
    sort: Literal["newest", "oldest", "severity", "confidence"] = "newest"
    page: PageNumber = 1
    limit: AlertLimit = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsShown:
    """A part of the list; `told` are the same alerts whole."""

    asked: AlertsAsked
    rows: tuple[AlertRow, ...]
    pager: Pager
    choices: dict[str, tuple[Choice, ...]]
    told: tuple[Alert, ...]


def alerts_view(shelf: Shelf, asked: AlertsAsked) -> AlertsShown:
    since, until = window(asked.week, asked.since, asked.until, shelf.config.digest.timezone)
    wanted = AlertFilter(
        kind=asked.kind,
        status=asked.status,
        office=asked.office,
        issue=asked.issue,
        bloc=asked.bloc,
        channel=asked.channel,
        judged=asked.judged,
        since=since,
        until=until,
    )
    offset = (asked.page - 1) * asked.limit
    found = shelf.review.find_alerts(wanted, order=asked.sort, offset=offset, limit=asked.limit)
    return AlertsShown(
        asked=asked,
        rows=tuple(alert_row(judged, shelf.config.world) for judged in found.items),
        pager=Pager(page=asked.page, size=asked.limit, total=found.total),
        choices=_choices(shelf),
        told=tuple(judged.alert for judged in found.items),
    )


def window(
    week: str | None, since: datetime | None, until: datetime | None, timezone: str
) -> tuple[datetime | None, datetime | None]:
    """[since, until) of what was asked. Raises UsageError for a week that no calendar has."""
    if week is None:
        return since, until
    found = parse_week(week, timezone)
    return found.start, found.end


def _choices(shelf: Shelf) -> dict[str, tuple[Choice, ...]]:
    world = shelf.config.world
    return {
        "kind": tuple(
            Choice(value=kind, name=name)
            for kind, name in KINDS.items()
            if kind not in ("dropped", "together", "new_wording")
        ),
        "bloc": bloc_choices(world),
        "issue": issue_choices(world),
        "office": office_choices(shelf),
    }


def _table(shown: AlertsShown) -> Table:
    return alert_table(shown.rows)


def _contract(shown: AlertsShown) -> list[dict[str, object]]:
    return [alert_to_json(alert) for alert in shown.told]


PAGE = Page(
    path="/alerts",
    title="Alerts",
    section="Alerts",
    template="alerts.html.jinja",
    asked=AlertsAsked,
    shown=AlertsShown,
    view=alerts_view,
    table=_table,
    twin=_contract,
    twin_shape=list[dict[str, Any]],
    twin_defaults={"limit": "100"},
    summary="Alerts, filtered and sorted, in the contract's JSON; the Link header leads to the next part.",
)
