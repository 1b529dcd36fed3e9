"""Fakes at the ports, as strict as the real thing where it matters."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from monitor.errors import FetchError, ModelError, NotifyError, OpinionError, ReadError, WorkersError
from monitor.pipeline import Pipeline
from monitor.types import Fetched, Inability, NotModified, Sent, Validators

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from monitor.ports import Store
    from monitor.types import (
        Access,
        Alert,
        Config,
        Development,
        Digest,
        HeldUp,
        Opinion,
        Picture,
        Question,
        Remark,
        Story,
        Versions,
    )


@dataclass
class FakeClock:
    """The time that a test moves by hand."""

    moment: datetime = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_time(self, **span: float) -> None:
        self.moment += timedelta(**span)


@dataclass
class FakeFetcher:
    """A web of documents: `documents[url]` is a body or the error that asking for it raises."""

    documents: dict[str, bytes | FetchError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(
        self, url: str, validators: Validators, *, accept: str, access: Access | None = None
    ) -> Fetched | NotModified:
        assert accept
        self.asked.append(url)
        found = self.documents.get(url, FetchError("answered 404", kind="hard", status=404))
        if isinstance(found, FetchError):
            raise found
        etag = f'"{sha256(found).hexdigest()[:12]}"'
        if validators.etag == etag:
            return NotModified(url=url)
        kind = "text/html" if found.lstrip().lower().startswith((b"<!doctype html", b"<html")) else "application/xml"
        return Fetched(
            url=url, status=200, body=found, headers={"content-type": kind}, validators=Validators(etag=etag)
        )

    async def look_again(self, url: str, validators: Validators) -> Fetched | NotModified:
        return await self.fetch(url, validators, accept="text/html")

    async def tell(self, url, form, *, access=None):
        raise FetchError("no hub is here", kind="hard")

    async def fetch_page(self, url: str) -> Fetched:
        got = await self.look_again(url, Validators())
        assert isinstance(got, Fetched)
        return got

    async def close(self) -> None:
        """Nothing is open."""


class InlineWorkers:
    """Runs the function here; `broken` names articles on which the worker dies, as a hostile document would make it.

    `model_error`: what reading raises whatever the article, as where a model's file is damaged. `away`: no process can be started.
    """

    def __init__(self, read: Callable[..., Any] | None = None) -> None:
        self._read = read
        self.tasks, self.cpu_seconds = 0, 0.0
        self.broken: set[str] = set()
        self.model_error: ModelError | None = None
        self.away = False
        self.unable: Inability | None = None

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        if self.away:
            why = "the workers take no work: their processes end while they start"
            self.unable = self.unable or Inability(what="feeds and pages", since=datetime.now(UTC), why=why)
            raise WorkersError(why)
        self.unable = None
        if getattr(function, "__name__", "") == "read_article":
            assert self._read is not None
            if self.model_error is not None:
                raise self.model_error
            if args[0].id in self.broken or args[0].title in self.broken:
                raise ReadError("the worker process ended (exit code -9)")
            function = self._read
        return function(*args)

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class FakeGallery:
    """A wall: keeps what hangs under which message; `fail_with` is raised instead."""

    shown: list[tuple[str, Sent, tuple[Picture, ...]]] = field(default_factory=list)
    fail_with: NotifyError | None = None

    def show(self, pictures: Sequence[Picture], thread: Sent, key: str) -> Sent:
        assert pictures
        if self.fail_with is not None:
            raise self.fail_with
        self.shown.append((key, thread, tuple(pictures)))
        return thread


@dataclass
class FakeNotifier:
    """A chat: keeps what was posted by key; `fail_with` is raised by the next posts, before or after taking the message."""

    name: str = "fake"
    gallery: FakeGallery | None = None
    pace: None = None
    posted: list[tuple[str, Alert | Digest | Remark | HeldUp]] = field(default_factory=list)
    replies: list[tuple[str, Sent | None, Alert | Development | Remark]] = field(default_factory=list)
    edited: list[Story] = field(default_factory=list)
    fail_with: list[NotifyError] = field(default_factory=list)
    take_anyway: bool = False

    @property
    def finder(self) -> FakeNotifier:
        return self

    def _post(self, key: str, thing: Alert | Digest | Remark | HeldUp) -> Sent:
        error = self.fail_with.pop(0) if self.fail_with else None
        if error is None or self.take_anyway:
            self.posted.append((key, thing))
        if error is not None:
            raise error
        return Sent(channel="C1", ts=str(len(self.posted)))

    def send_alert(self, alert: Alert, key: str) -> Sent:
        return self._post(key, alert)

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        assert page
        return self._post(key, digest)

    def send_notice(self, what: Remark | HeldUp, key: str) -> Sent:
        return self._post(key, what)

    def send_reply(self, story: Story, what: Alert | Development | Remark, key: str) -> Sent:
        sent = self._post(key, what)
        self.replies.append((key, story.sent, what))
        return sent

    def edit(self, story: Story) -> None:
        self.edited.append(story)

    def find(self, key: str, since: datetime, thread: Sent | None = None) -> Sent | None:
        assert since.tzinfo
        return next((Sent(channel="C1", ts=str(n)) for n, (k, _) in enumerate(self.posted, 1) if k == key), None)


@dataclass
class FakeJudge:
    """A second judge: gives `answers` in order, then `always`; an error among them is raised. `seconds`: how long it thinks."""

    answers: list[Opinion | OpinionError] = field(default_factory=list)
    always: Opinion | OpinionError | None = None
    seconds: float = 0.0
    name: str = "fake-judge"
    asked: list[Question] = field(default_factory=list)
    most_at_once: int = 0
    at_once: int = 0

    async def ask(self, question: Question) -> Opinion:
        self.asked.append(question)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.at_once -= 1
        answer = self.answers.pop(0) if self.answers else self.always
        assert answer is not None
        if isinstance(answer, OpinionError):
            raise answer
        return answer

    async def close(self) -> None:
        """Nothing is open."""


def pipeline_of_fakes(
    config: Config, store: Store, *, now: Callable[[], datetime], folder: Path, versions: Versions, **others: Any
) -> Pipeline:
    """One over a real store that asks nobody, reads in this process and keeps what it would send; `others`: parts in place of these, or beside them."""
    workers = InlineWorkers()
    fakes = {"fetcher": FakeFetcher(), "parsers": workers, "readers": workers, "notifier": FakeNotifier()}
    return Pipeline(**{**fakes, **others}, config=config, versions=versions, store=store, pages_folder=folder, now=now)
