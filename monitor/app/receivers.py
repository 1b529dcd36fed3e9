"""Where messages go, and where answers are heard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from monitor.alerts import (
    ConsoleNotifier,
    JsonLinesNotifier,
    SlackGroups,
    SlackNotifier,
    SlackViews,
    WebhookNotifier,
    respond,
)
from monitor.answers import Desk, SlackSocket
from monitor.app.clock import utc_now
from monitor.app.environment import log_format, secret_of
from monitor.errors import UsageError
from monitor.types import ChatSettings

if TYPE_CHECKING:
    from monitor.app.environment import Environment
    from monitor.ports import Forwarder, Notifier, Store
    from monitor.types import Config, Target

NO_SLACK = (
    "no SLACK_BOT_TOKEN: alerts are printed here instead of posted to Slack (docs/slack.md says how to set it up)"
)

NO_BUTTONS = (
    "no SLACK_APP_TOKEN: alerts have no buttons, and /monitor is not heard (docs/slack.md says how to set it up)"
)

ONLY_WEBHOOK = "it has one channel, and no buttons, threads, changes or mentions; routes in [chat] have no effect"

MISSING = {"console": NO_SLACK, "json-lines": NO_SLACK, "webhook": f"alerts go to a webhook: {ONLY_WEBHOOK}"}
"""What is said at the start where alerts go there."""


def choose_notifier(env: Environment, config: Config) -> Notifier:
    """Slack where there is a token, a webhook where only that is allowed, else the console."""
    if env.slack_token and env.slack_channel:
        return SlackNotifier(
            env.slack_token,
            env.slack_channel,
            base_url=env.slack_api_url,
            timeout=config.delivery.timeout,
            buttons=env.slack_app_token is not None,
            chat=config.chat,
        )
    if env.slack_webhook:
        return WebhookNotifier(env.slack_webhook, timeout=config.delivery.timeout)
    return JsonLinesNotifier() if prints_json(config) else ConsoleNotifier()


def prints_json(config: Config) -> bool:
    """Whether standard output is for a program: for a pipe, or for who collects the log as JSON."""
    return config.notify.console == "json-lines" or log_format() == "json"


def choose_demo_receiver(env: Environment, config: Config) -> Notifier:
    """Where a demonstration may be shown: the usual channel alone, calling nobody. Raises UsageError where there is none."""
    if not (env.slack_token or env.slack_webhook):
        raise UsageError("--slack needs SLACK_BOT_TOKEN and SLACK_CHANNEL, or SLACK_WEBHOOK_URL (docs/slack.md)")
    return choose_notifier(replace(env, slack_app_token=None), replace(config, chat=ChatSettings(pictures=False)))


def choose_forwarders(env: Environment, config: Config) -> tuple[Forwarder, ...]:
    """The further targets of [notify]. Raises UsageError where an address is missing, ConfigError where it is none."""
    return tuple(_forwarder(target, env) for target in config.notify.targets)


def _forwarder(target: Target, env: Environment) -> Forwarder:
    from monitor.alerts.forward import AppriseForwarder  # noqa: PLC0415 - half a second of processor that only who has targets should pay

    address = secret_of(env.variables, target.secret)
    if address is None:
        raise UsageError(
            f"[notify] target {target.name}: {target.secret} is not set: set it, or {target.secret}_FILE, to the target's address"
        )
    return AppriseForwarder(target.name, address, variable=target.secret)


def open_socket(env: Environment, config: Config, store: Store) -> SlackSocket | None:
    """What hears the answers in Slack; None where there is no token for it."""
    if not (env.slack_app_token and env.slack_token):
        return None
    timeout = config.delivery.timeout
    views = SlackViews(env.slack_token, base_url=env.slack_api_url, timeout=timeout)
    groups = SlackGroups(env.slack_token, base_url=env.slack_api_url, timeout=timeout)
    answer = partial(respond, timeout=timeout)
    desk = Desk(store=store, config=config, views=views, respond=answer, now=utc_now, groups=groups)
    return SlackSocket(env.slack_app_token, desk, base_url=env.slack_api_url, timeout=timeout, note=store.note_life)
