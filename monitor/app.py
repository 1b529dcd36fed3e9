"""With what: builds everything from config/ and the environment. The only file that chooses, and the only one that reads the environment."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import platform
import signal
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from monitor import __version__
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
from monitor.demo import DemoServer, Shown, load_pack, run_days
from monitor.engine import LocalWorkers, Membership, SharedReaders
from monitor.errors import StoreError, UsageError
from monitor.feeds import HttpFetcher, LocalTurns, SharedTurns, references
from monitor.models import Endpoint, LlmJudge, is_endpoint, open_cross_encoder, open_embedder
from monitor.opinions import SecondOpinions
from monitor.pipeline import Pipeline
from monitor.reading import refusal
from monitor.replay import (
    PROGRESS,
    Comparison,
    Judged,
    Progress,
    Replayed,
    Side,
    SimulatedClock,
    compare_alerts,
    fingerprint,
    replay,
    write_results,
)
from monitor.scheduler import Scheduler
from monitor.shifts import judgement_of
from monitor.store import SqlStore, open_store
from monitor.types import ModelSettings, Versions, WebSettings, WorkSettings
from monitor.web import Health, create_app, create_probes, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence

    from monitor.ports import Forwarder, Notifier, Store
    from monitor.types import Config, Feed, NewArticle, StreamKey, Target

logger = logging.getLogger(__name__)

DEFAULT_DATABASE = "sqlite:///data/monitor.db"
REPLAY_STORE = "replay.db"
"""The store of a replay under way, in its results folder."""
SECRETS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_WEBHOOK_URL",
    "LLM_API_KEY",
    "LLM_BASE_URL",
    "LLM_MODEL",
    "DATABASE_URL",
)
"""What may also lie in a file that NAME_FILE names."""
NO_SLACK = (
    "no SLACK_BOT_TOKEN: alerts are printed here instead of posted to Slack (docs/slack.md says how to set it up)"
)
NO_BUTTONS = (
    "no SLACK_APP_TOKEN: alerts have no buttons, and /monitor is not heard (docs/slack.md says how to set it up)"
)
ONLY_WEBHOOK = "it has one channel, and no buttons, threads, changes or mentions; routes in [chat] have no effect"
SILENT_FOR = timedelta(minutes=5)
MISSING = {"console": NO_SLACK, "webhook": f"alerts go to a webhook: {ONLY_WEBHOOK}"}
"""What is said at the start where alerts go there."""
REPLAYS = "what-if"
"""The folder, beside the database, in which the review site looks for results of `replay --compare`."""
PARSERS = 1
"""Processes that turn feeds and pages into text; one does a hundred a second."""
THREADS = 32
"""For database calls and posts; most only wait, and the page must still be answered while a pass waits for a lock."""
LAST_CALLS = 3.0
"""Seconds that calls still under way get after everything else has ended: one may wait for a dead server or a locked file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the environment says; secrets never leave this object but into the adapter that needs them."""

    database_url: str
    slack_token: str | None
    slack_channel: str | None
    slack_webhook: str | None
    slack_api_url: str | None
    slack_app_token: str | None = None
    llm: Endpoint | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    """All of it, for the addresses whose variables the configuration names."""

    def __repr__(self) -> str:
        return "Environment(…)"


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Each secret as NAME or, for files mounted by an orchestrator, as NAME_FILE. Raises UsageError."""
    found = {name: value for name in SECRETS if (value := _secret(variables, name))}
    token, channel = found.get("SLACK_BOT_TOKEN"), variables.get("SLACK_CHANNEL") or None
    if token and not channel:
        raise UsageError(
            "SLACK_BOT_TOKEN is set but SLACK_CHANNEL is not: set it to the channel's ID, like C0123456789"
        )
    return Environment(
        database_url=found.get("DATABASE_URL", DEFAULT_DATABASE),
        slack_token=token,
        slack_channel=channel,
        slack_webhook=found.get("SLACK_WEBHOOK_URL"),
        slack_api_url=variables.get("SLACK_API_URL") or None,
        slack_app_token=_app_token(found),
        llm=_endpoint(found),
        variables=variables,
    )


def _app_token(found: Mapping[str, str]) -> str | None:
    """What answers are heard with; of no use without the bot."""
    token = found.get("SLACK_APP_TOKEN")
    if token and not found.get("SLACK_BOT_TOKEN"):
        raise UsageError("SLACK_APP_TOKEN is set but SLACK_BOT_TOKEN is not: buttons need both")
    if token and not token.startswith("xapp-"):
        raise UsageError("SLACK_APP_TOKEN must be an app-level token, which begins with xapp-")
    return token


def _endpoint(found: Mapping[str, str]) -> Endpoint | None:
    """Where second opinions are asked for; None where nobody is asked."""
    url, model = found.get("LLM_BASE_URL"), found.get("LLM_MODEL")
    if not url:
        return None
    if not model:
        raise UsageError("LLM_BASE_URL is set but LLM_MODEL is not: set it to the model's name at that endpoint")
    if not is_endpoint(url):
        # Not repeated: it may hold a password.
        raise UsageError("LLM_BASE_URL must be an http(s) address without user name or password, like https://host/v1")
    return Endpoint(url, model, found.get("LLM_API_KEY"))


def _secret(variables: Mapping[str, str], name: str) -> str | None:
    if variables.get(name):
        return variables[name]
    path = variables.get(f"{name}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise UsageError(f"{name}_FILE={path} cannot be read: {error.strerror}") from error


def log_format(variables: Mapping[str, str] = os.environ) -> str:
    """text or json. Raises UsageError for any other word."""
    asked = variables.get("LOG_FORMAT") or "text"
    if asked not in ("text", "json"):
        raise UsageError(f"LOG_FORMAT={asked} is not known: write text or json")
    return asked


def feed_secrets(feeds: Iterable[Feed], variables: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """What the feeds' references stand for, each as NAME or NAME_FILE. Raises UsageError that names what is not set."""
    found = {name: _secret(variables, name) for name in sorted(references(feeds))}
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise UsageError(
            f"feeds.toml refers to {', '.join(missing)}, which the environment does not have: set each, or NAME_FILE"
        )
    return {name: value for name, value in found.items() if value}


def environment() -> Environment:
    """The environment of this process."""
    return read_environment(os.environ)


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
    return JsonLinesNotifier() if config.notify.console == "json-lines" else ConsoleNotifier()


def choose_forwarders(env: Environment, config: Config) -> tuple[Forwarder, ...]:
    """The further targets of [notify]. Raises ConfigError where an address is missing or none."""
    return tuple(_forwarder(target, env) for target in config.notify.targets)


def _forwarder(target: Target, env: Environment) -> Forwarder:
    from monitor.alerts.forward import AppriseForwarder  # noqa: PLC0415 - half a second of processor that only who has targets should pay

    address = _secret(env.variables, target.secret)
    if address is None:
        raise UsageError(
            f"[notify] target {target.name}: {target.secret} is not set: set it, or {target.secret}_FILE, to the target's address"
        )
    return AppriseForwarder(target.name, address, variable=target.secret)


def versions_of(config: Config, *, second: str | None = None) -> Versions:
    """`second`: the model that is asked for second opinions."""
    names = (open_embedder().name, open_cross_encoder(config.models, config.world.issues).name, second)
    return Versions(baseline=config.baseline.hash, model="+".join(n for n in names if n), code=__version__)


def open_second_opinions(config: Config, env: Environment, store: Store) -> SecondOpinions | None:
    """Second opinions at the endpoint that the environment names; None where it names none."""
    if env.llm is None:
        return None
    return SecondOpinions(
        LlmJudge(env.llm, config.llm),
        store,
        world=config.world,
        settings=config.llm,
        refusal=partial(refusal, rules=config.rules),
        now=utc_now,
    )


def utc_now() -> datetime:
    return datetime.now(UTC)


def data_folder(env: Environment) -> Path:
    """Where digest pages go: beside an SQLite file, else `data/` in the current folder."""
    if env.database_url.startswith("sqlite:///"):
        return Path(env.database_url.removeprefix("sqlite:///")).parent
    return Path("data")


def open_database(url: str, *, holder: str | None = None) -> SqlStore:
    """The store at the address, migrated. `holder`: who this process is where others share it. Raises StoreError."""
    store = open_store(url, holder=holder)
    try:
        store.upgrade()
    except StoreError:
        store.close()
        raise
    return store


@asynccontextmanager
async def running_pipeline(
    config: Config,
    store: Store,
    notifier: Notifier,
    *,
    pages_folder: Path,
    now: Callable[[], datetime] = utc_now,
    second: SecondOpinions | None = None,
    member: Membership | None = None,
    secrets: Mapping[str, str] | None = None,
    began: datetime | None = None,
    forwarders: tuple[Forwarder, ...] = (),
    judged: Sequence[Judged] = (),
) -> AsyncIterator[Pipeline]:
    """A pipeline with its fetcher and worker processes, all ended on the way out. `began`: when the service was started, if it is one."""
    turns = SharedTurns(config.network.per_host, store) if store.is_shared else LocalTurns(config.network.per_host)
    fetcher = HttpFetcher(config.network, version=__version__, turns=turns, secrets=secrets)
    # Apart, so that a feed never waits behind a backlog of articles: its window of newest items moves on meanwhile.
    parsers = LocalWorkers(PARSERS, deadline=config.work.deadline)
    readers = LocalWorkers(
        config.work.workers, deadline=config.work.deadline, topic=(config.world, config.rules.merge, config.models)
    )
    pipeline: Pipeline | None = None
    try:
        pipeline = Pipeline(
            config=config,
            versions=versions_of(config, second=second.judge.name if second else None),
            store=store,
            fetcher=fetcher,
            parsers=parsers,
            readers=readers if member is None or member.role == WORKER else SharedReaders(readers, member),
            notifier=notifier,
            pages_folder=pages_folder,
            now=now,
            second=second,
            embedder=open_embedder(),
            member=member,
            began=began,
            forwarders=forwarders,
            taught=tuple(one for alert, word in judged if (one := judgement_of(alert, word)) is not None),
        )
        yield pipeline
    finally:
        if pipeline is not None:
            await pipeline.stop()
        await fetcher.close()
        if second is not None:
            await second.judge.close()
        await asyncio.gather(parsers.close(), readers.close())


# ------------------------------------------------------------------ the service


async def run_service(config: Config, env: Environment) -> signal.Signals:
    """The service, until SIGTERM or SIGINT; answers which. Raises StoreError or ConfigError at the start; later trouble is logged and shown."""
    stop = _stop_signal()
    forwarders, shared = choose_forwarders(env, config), is_shared(env.database_url)
    store = open_database(env.database_url, holder=name_of_process(RUN) if shared else None)
    try:
        refuse_locked_site(config, store)
        notifier = choose_notifier(env, config)
        if notifier.name in MISSING:
            logger.warning(MISSING[notifier.name])
        if env.slack_token and not env.slack_app_token:
            logger.info(NO_BUTTONS)
        pages_folder, second = data_folder(env) / "digests", open_second_opinions(config, env, store)
        member = membership_of(store, config, RUN)
        async with running_pipeline(
            config,
            store,
            notifier,
            pages_folder=pages_folder,
            second=second,
            member=member,
            secrets=feed_secrets(config.feeds),
            forwarders=forwarders,
            began=utc_now(),
        ) as pipeline:
            if member is None:
                await asyncio.to_thread(pipeline.begin)
            replays = data_folder(env) / REPLAYS
            await _serve_until(stop, pipeline, store, open_socket(env, config, store), replays=replays)
    finally:
        store.close()
    logger.info("stopped; nothing is lost: the next start goes on from here")
    _leave_after(LAST_CALLS, stop.result())
    return stop.result()


def _stop_signal() -> asyncio.Future[signal.Signals]:
    """What SIGTERM or SIGINT settle; sets the loop up for many calls that mostly wait."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="pass"))
    stop: asyncio.Future[signal.Signals] = loop.create_future()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, _stop_by, stop, name)
    return stop


def refuse_locked_site(config: Config, store: SqlStore) -> None:
    """Raises UsageError where a login is asked for and nobody has one."""
    if config.web.access == "login" and not store.review.users():
        raise UsageError(
            "the review site asks for a login and nobody has one: `monitor users add NAME --role administer`"
        )


def _stop_by(stop: asyncio.Future[signal.Signals], name: signal.Signals) -> None:
    if not stop.done():
        stop.set_result(name)


def _leave_after(seconds: float, name: signal.Signals) -> None:
    """Python waits for its threads for ever; the store is whole at every moment, so that they may be left behind."""
    timer = threading.Timer(seconds, os._exit, [exit_code_of(name)])
    timer.daemon = True
    timer.start()


def exit_code_of(name: signal.Signals) -> int:
    """0 where the service was told to stop, 130 where a person interrupted it."""
    return 130 if name is signal.SIGINT else 0


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


async def _serve_until(
    stop: asyncio.Future[signal.Signals],
    pipeline: Pipeline,
    store: SqlStore,
    socket: SlackSocket | None,
    *,
    replays: Path,
) -> None:
    scheduler, config = Scheduler(pipeline, pipeline.member), pipeline.config
    application = create_app(
        store,
        review=store.review,
        accounts=store.review,
        config=config,
        health=lambda: health_of(scheduler, socket),
        now=utc_now,
        replays=replays,
    )
    runner, port = await serve(application, config.web.host, config.web.port)
    logger.info("review page: http://%s:%d/", config.web.host, port)
    scheduler.start()
    if socket is not None:
        socket.start()
    logger.info("monitoring %d feeds, baseline %s", len(config.feeds), pipeline.versions.baseline)
    await stop
    logger.info("stopping: passes under way are ended")
    if socket is not None:
        await asyncio.to_thread(socket.stop)
    await scheduler.stop()
    await runner.cleanup()


def health_of(scheduler: Scheduler, socket: SlackSocket | None = None) -> Health:
    """What /healthz tells."""
    late = scheduler.silent(utc_now(), SILENT_FOR)
    problems = [f"{name}: {problem}" for name, problem in scheduler.problems.items()]
    problems += [f"{name} has not ended well since {moment:%Y-%m-%d %H:%M:%S} UTC" for name, moment in late.items()]
    if socket is not None and socket.problem is not None:
        problems.append(f"answers in Slack are not heard: {socket.problem}")
    if scheduler.standing is not None and not scheduler.standing.well:
        problems.append(f"this process {scheduler.standing.words}")
    return Health(
        ticks=dict(scheduler.ticks),
        stale_after=SILENT_FOR,
        problems=tuple(problems),
        work={name: work._asdict() for name, work in scheduler.work.items()},
        tasks=scheduler.tasks(),
        leads=scheduler.standing is None or scheduler.standing.leads,
    )


# ------------------------------------------------------------------ several processes on one database

RUN, WORKER = "run", "worker"


def is_shared(database_url: str) -> bool:
    """Whether processes on other machines may work on it at the same time."""
    return database_url.startswith(("postgresql:", "postgresql+", "postgres:"))


def name_of_process(role: str) -> str:
    """Unlike that of any other process, also of one that had the same number before."""
    return f"{role}@{platform.node()}:{os.getpid()}:{uuid4().hex[:4]}"


def made_for(config: Config, versions: Versions) -> str:
    """The same where the same articles are asked for and read the same way; what differs by machine is left out."""
    same = replace(config, folder="", web=WebSettings(), work=WorkSettings(), models=ModelSettings())
    return hashlib.sha256(repr((same, versions)).encode()).hexdigest()[:16]


def membership_of(store: SqlStore, config: Config, role: str) -> Membership | None:
    """This process among those that share the store; None where it is alone."""
    if store.sharing is None:
        return None
    # Who is asked for second opinions is the leading process's own matter.
    mark = made_for(config, versions_of(config))
    return Membership(store.sharing, role=role, version=__version__, made_for=mark, now=utc_now)


def refuse_beside(store: Store) -> None:
    """What weighs by itself must be alone. Raises UsageError where a service leads on the same database."""
    leader = store.leader(utc_now())
    if leader is not None:
        raise UsageError(f"{leader} works on this database already, and does what is due: stop it first")


async def run_worker(config: Config, env: Environment) -> signal.Signals:
    """A worker, until SIGTERM or SIGINT. Raises UsageError where no process can share the database, StoreError where it is not ready."""
    if not is_shared(env.database_url):
        raise UsageError("`monitor worker` shares a PostgreSQL database with `monitor run`: set DATABASE_URL to it")
    stop = _stop_signal()
    store = open_store(env.database_url, holder=name_of_process(WORKER))
    try:
        store.check()
        member = membership_of(store, config, WORKER)
        async with running_pipeline(
            config,
            store,
            ConsoleNotifier(),
            pages_folder=data_folder(env),
            member=member,
            secrets=feed_secrets(config.feeds),
        ) as pipeline:
            await _work_until(stop, pipeline, store)
    finally:
        store.close()
    logger.info("stopped; what was in hand is taken over by others")
    _leave_after(LAST_CALLS, stop.result())
    return stop.result()


async def _work_until(stop: asyncio.Future[signal.Signals], pipeline: Pipeline, store: SqlStore) -> None:
    scheduler, config = Scheduler(pipeline, pipeline.member), pipeline.config
    application = create_probes(
        store, accounts=store.review, settings=config.web, health=lambda: health_of(scheduler), now=utc_now
    )
    runner, port = await serve(application, config.web.host, config.web.port)
    logger.info("worker; its health: http://%s:%d/healthz", config.web.host, port)
    scheduler.start()
    await stop
    logger.info("stopping: passes under way are ended")
    await scheduler.stop()
    await runner.cleanup()


# ------------------------------------------------------------------ replay


def make_folder(folder: Path) -> None:
    """Makes the folder for results. Raises UsageError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}; give another folder with --out") from error


async def run_replay(
    articles: Sequence[NewArticle],
    config: Config,
    out: Path,
    *,
    step: Callable[[int], None],
    judged: Sequence[Judged] = (),
) -> Replayed:
    """Replays the articles in a store of their own and writes the results into `out`. Raises UsageError for an empty archive.

    Where an earlier run of the same was interrupted it goes on from there; the store goes once all is done.
    """
    done, _ = await _replayed(articles, config, out, step=step, judged=judged)
    _forget_replay(out)
    return done


async def run_comparison(
    articles: Sequence[NewArticle],
    config: Config,
    other: Config,
    out: Path,
    *,
    step: Callable[[int], None],
    judged: Sequence[Judged] = (),
) -> Comparison:
    """The same archive with two configurations; the second one's results go into `out/compared`. Raises as `run_replay`."""
    compared = out / "compared"
    _, before = await _replayed(articles, config, out, step=step, judged=judged)
    _, after = await _replayed(articles, other, compared, step=step, judged=judged)
    for folder in (out, compared):
        _forget_replay(folder)
    return compare_alerts(before, after)


async def _replayed(
    articles: Sequence[NewArticle],
    config: Config,
    out: Path,
    *,
    step: Callable[[int], None],
    judged: Sequence[Judged],
) -> tuple[Replayed, Side]:
    if not articles:
        raise UsageError("the archive has no article in that time: check --from and --to")
    make_folder(out)
    started, clock = time.monotonic(), SimulatedClock(min(article.seen for article in articles))
    if not (out / REPLAY_STORE).exists():
        _forget_replay(out)  # what an earlier run got done went with its store
    progress = Progress.of(out, fingerprint(articles, config, versions_of(config), judged))
    if progress.batches == 0:
        _forget_replay(out)
    store = open_database(_replay_url(out))
    try:
        async with running_pipeline(
            config, store, ConsoleNotifier(), pages_folder=out / "digests", now=clock, judged=judged
        ) as pipeline:
            await replay(articles, pipeline, clock, step=step, progress=progress)
            seconds = time.monotonic() - started
            done = write_results(out, pipeline, articles=len(articles), seconds=seconds, judged=judged)
            return done, _side_of(config, store)
    finally:
        store.close()


def _side_of(config: Config, store: SqlStore) -> Side:
    heard: dict[str, set[StreamKey]] = {}
    for utterance in store.week_rows(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)).utterances:
        for place in utterance.evidence:
            heard.setdefault(place.article, set()).add(utterance.key)
    return Side(
        name=config.folder,
        rules=config.rules,
        baseline=config.baseline,
        alerts=store.alerts(),
        notes=store.notes(),
        heard={article: frozenset(keys) for article, keys in heard.items()},
    )


def _replay_url(out: Path) -> str:
    return f"sqlite:///{out.absolute() / REPLAY_STORE}"


def _forget_replay(out: Path) -> None:
    for name in (REPLAY_STORE, f"{REPLAY_STORE}-wal", f"{REPLAY_STORE}-shm", PROGRESS):
        (out / name).unlink(missing_ok=True)


def verdicts_of(store: Store) -> list[Judged]:
    """Every alert of the store that a person judged, with the last word on it."""
    given = ((alert, store.verdicts(alert.id)) for alert in store.alerts())
    return [Judged(alert, max(verdicts, key=lambda v: v.at).word) for alert, verdicts in given if verdicts]


# ------------------------------------------------------------------ the demonstration

DEMO_START = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
DEMO_END = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""The pack's calendar: what lies before the start is the feeds' backlog, from which the baselines are learnt; then seven weeks follow."""


async def run_demo(config: Config, out: Path, *, step: Callable[[int, int], None]) -> Shown:
    """The main job on the demonstration pack, in a throw-away store. Writes the digest pages into `out`."""
    outlets, articles = load_pack()
    clock = SimulatedClock(DEMO_START)
    server = DemoServer(outlets, articles, clock)
    config = replace(config, feeds=server.feeds(), network=replace(config.network, allow_private=True))
    notifier = JsonLinesNotifier(StringIO())  # what was told is shown at the end, after the progress bar has gone
    try:
        with tempfile.TemporaryDirectory(prefix="monitor-demo-") as folder:
            store = open_database(f"sqlite:///{folder}/demo.db")
            try:
                async with running_pipeline(config, store, notifier, pages_folder=out, now=clock) as pipeline:
                    return await run_days(pipeline, clock, until=DEMO_END, step=step)
            finally:
                store.close()
    finally:
        server.close()
