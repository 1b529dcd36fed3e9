"""`check --online`: asks every feed, Slack, and the model for second opinions, one line each."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

import typer

from monitor import __version__
from monitor.alerts import SlackGroups, SlackNotifier, check_socket
from monitor.app.clock import utc_now
from monitor.app.environment import environment, feed_secrets
from monitor.app.receivers import NO_BUTTONS, NO_SLACK, ONLY_WEBHOOK, choose_forwarders, choose_notifier
from monitor.errors import FetchError, NotifyError, OpinionError, ParseError
from monitor.feeds import HttpFetcher, as_document, parse_feed, preview_of
from monitor.models import LlmJudge
from monitor.pipeline.poll import FEED_TYPES
from monitor.types import CUT_OFF, Config, Feed, Question, Validators, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.app.environment import Environment

NO_MODEL = "no LLM_BASE_URL: nobody is asked for second opinions"


async def ask_feeds(config: Config) -> int:
    """Asks every feed once; answers how many failed."""
    fetcher = HttpFetcher(config.network, version=__version__, secrets=feed_secrets(config.feeds))
    try:
        return sum(await asyncio.gather(*(_ask_feed(fetcher, feed) for feed in config.feeds)))
    finally:
        await fetcher.close()


async def _ask_feed(fetcher: HttpFetcher, feed: Feed) -> int:
    try:
        got = as_document(
            await fetcher.fetch(preview_of(feed.url), Validators(), accept=FEED_TYPES, access=feed.access)
        )
        parsed = await asyncio.to_thread(parse_feed, got.body, url=got.url, headers=got.headers)
    except (FetchError, ParseError) as error:
        typer.echo(f"feed {feed.id}: {error}")
        return 1
    moved = f", moved to {got.url}" if got.url not in (feed.url, preview_of(feed.url)) else ""
    typer.echo(f"feed {feed.id}: {len(parsed.items)} items{f', {CUT_OFF}' if parsed.cut else ''}{moved}")
    return 0


def ask_slack(config: Config) -> int:
    """Asks Slack who we are and whether the channels can be read, and whether answers can be heard; tells how many checks failed."""
    env = environment()
    notifier = choose_notifier(env, config)
    if not isinstance(notifier, SlackNotifier):
        typer.echo(
            f"a webhook cannot be asked without posting: {ONLY_WEBHOOK}" if notifier.name == "webhook" else NO_SLACK
        )
        return 0
    return sum(_says(check) for check in (notifier.check, partial(_check_answers, env, config)))


def check_targets(config: Config) -> int:
    """Nothing is sent: only whether each address is one."""
    for forwarder in choose_forwarders(environment(), config):
        typer.echo(f"target {forwarder.name}: its address can be used; whether it is right, the first message shows")
    return 0


def _says(check: Callable[[], list[str]]) -> int:
    """Prints what it found; answers whether it failed."""
    try:
        lines, failed = check(), 0
    except NotifyError as error:
        lines, failed = [str(error)], 1
    for line in lines:
        typer.echo(line)
    return failed


def _check_answers(env: Environment, config: Config) -> list[str]:
    if env.slack_app_token is None:
        return [NO_BUTTONS]
    named = [name for name in (*config.chat.answerers, *config.chat.administrators) if name.startswith("S")]
    groups = SlackGroups(env.slack_token or "", base_url=env.slack_api_url, timeout=config.delivery.timeout)
    known = [f"Slack: group {name} has {len(groups.members(name))} members" for name in dict.fromkeys(named)]
    heard = check_socket(env.slack_app_token, base_url=env.slack_api_url, timeout=config.delivery.timeout)
    return [heard, *known]


async def ask_model(config: Config) -> int:
    """Asks the model about one sentence of the configuration; answers whether that failed."""
    endpoint = environment().llm
    if endpoint is None:
        typer.echo(NO_MODEL)
        return 0
    judge, started = LlmJudge(endpoint, config.llm), time.monotonic()
    try:
        opinion = await judge.ask(_trial(config.world))
    except OpinionError as error:
        typer.echo(f"second opinions: {error}")
        return 1
    finally:
        await judge.close()
    seconds = time.monotonic() - started
    typer.echo(f"second opinions: {judge.name} answers in {seconds:.1f} s, {opinion.votes} of {opinion.asked} alike")
    return 0


def _trial(world: World) -> Question:
    """An anchor of the first issue: a sentence that says its level outright."""
    issue = world.issues[0]
    sentence = next(text for levels in issue.anchors.values() for texts in levels.values() for text in texts)
    return Question(
        ref="check --online",
        statement=sentence,
        context=sentence,
        title="",
        published=utc_now().date(),
        speaker="",
        office="",
        issue=issue.code,
        axis=issue.axis,
        issues={each.code: each.name for each in world.issues},
    )
