"""The service told as stories: the flow over the real store and the real reader, with fakes at the other ports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from monitor.alerts import alert_to_json
from monitor.config import load_config
from monitor.digest import content_of, due_week, week_of
from monitor.engine.tasks import build_reader
from monitor.errors import FetchError, ModelError, NotifyError, StoreError
from monitor.opinions import SecondOpinions
from monitor.pipeline import Pipeline
from monitor.pipeline.files import write_page
from monitor.pipeline.messages import send
from monitor.pipeline.weekly import weigh_week
from monitor.pipeline.weigh import _answers_by_now, answers_of, context_of, record_of, weigh_piece
from monitor.reading import refusal
from monitor.shifts import gather
from monitor.store import open_store
from monitor.types import (
    ChatSettings,
    Delivery,
    Feed,
    Mute,
    Opinion,
    PollResult,
    Reading,
    Remark,
    Sent,
    StreamKey,
    Verdict,
    Versions,
    Weighed,
)
from tests.builders import alert, evidence, found_article, statement, utterance
from tests.fakes import FakeClock, FakeFetcher, FakeNotifier, InlineWorkers
from tests.remarks import OFFER, REFUSAL, refusal_of, rss

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.ports import Store
    from monitor.reading import Reader
    from monitor.types import Alert, Article, Config, Question

FEED = "https://kremlin.example/feed"


@pytest.fixture(scope="module")
def config() -> Config:
    shipped = load_config(Path("config"))
    feed = Feed(
        id="kremlin",
        url=FEED,
        outlet="Kremlin",
        owner="Russian state",
        every=timedelta(minutes=15),
        language="en",
        country="RU",
        primary=True,
        speaks_for="RU-President",
    )
    return replace(shipped, feeds=(feed,))


@pytest.fixture(scope="module")
def reader(config: Config) -> Reader:
    return build_reader(config.world, config.rules.merge, config.models)


class Service:
    """A pipeline and everything round it, with the words that the stories are told in."""

    def __init__(self, config: Config, reader: Reader, folder: Path) -> None:
        self.clock, self.web, self.chat = FakeClock(), FakeFetcher(), FakeNotifier()
        self.workers = InlineWorkers(reader.read)
        self.store = open_store("sqlite://")
        self.store.upgrade()
        self.store.register_feeds(config.feeds, self.clock())
        self.items: list[tuple[str, datetime, str]] = []
        self.pipeline = Pipeline(
            config=config,
            versions=Versions(baseline=config.baseline.hash, model="test", code="test"),
            store=self.store,
            fetcher=self.web,
            parsers=self.workers,
            readers=self.workers,
            notifier=self.chat,
            pages_folder=folder,
            now=self.clock,
        )

    def publish(self, key: str, text: str, *, ago: timedelta = timedelta(0)) -> None:
        self.items.insert(0, (key, self.clock() - ago, text))
        self.web.documents[FEED] = rss(self.items)

    async def round(self) -> None:
        """Every pass once, in order, until nothing waits."""
        await self.pipeline.poll()
        for work in (self.pipeline.pages, self.pipeline.read, self.pipeline.weigh):
            while (await work()).new:
                pass
        await self.pipeline.deliver()

    async def next_day(self) -> None:
        self.clock.pass_time(days=1)
        await self.round()

    async def hear_refusals(self, times: int = 24) -> None:
        """A settled line: the first poll's backlog, then a refusal every fourth day, seldom enough for one offer to count."""
        self.publish("r0", refusal_of(0))
        await self.round()
        for number in range(1, times):
            self.clock.pass_time(days=3)
            self.publish(f"r{number}", refusal_of(number))
            await self.next_day()


@pytest.fixture
def service(config: Config, reader: Reader, tmp_path: Path) -> Iterator[Service]:
    made = Service(config, reader, tmp_path)
    yield made
    made.store.close()


async def test_of_weeks_in_which_the_service_did_not_run_it_is_not_said_that_feeds_answered_or_offices_fell_silent(
    service: Service,
) -> None:
    await service.hear_refusals(6)
    service.clock.pass_time(days=28)
    service.publish("back", refusal_of(6))
    await service.round()
    last = due_week(service.clock(), service.pipeline.config.digest)
    assert last is not None

    made = content_of(service.pipeline.make_digest(last))

    assert made["coverage"]["lines"][0].startswith("No feed was heard; ")
    assert (made["silent"], made["coverage"]["feeds_up"]) == ([], 0)
    assert made["health"][0].startswith("Not heard from ")


async def test_a_first_poll_is_read_and_raises_no_alert(service: Service) -> None:
    for day in range(30):
        service.publish(f"old{day}", OFFER if day % 2 else REFUSAL, ago=timedelta(days=30 - day))

    await service.round()

    assert service.store.counts()["articles"] == 30
    assert service.store.counts()["utterances"] > 0
    assert service.store.alerts() == []


async def test_a_reversal_is_told_once_with_words_that_stand_in_the_article(service: Service) -> None:
    await service.hear_refusals()
    service.publish("offer", OFFER)
    await service.next_day()
    await service.next_day()

    alerts = [thing for _, thing in service.chat.posted]
    assert len(alerts) == 1
    assert (alerts[0].kind, alerts[0].issue, alerts[0].direction) == ("reversal", "DIA", "softer")
    for place in alerts[0].evidence:
        article = service.store.article(place.article)
        assert article is not None
        assert article.text[place.start : place.end] == place.quote


def the_page(text: str) -> bytes:
    around = "The session took place in the morning. A second one is planned for next month, and no place has been named for it."
    return f"<!doctype html><meta charset='utf-8'><article><p>{text}</p><p>{around}</p></article>".encode()


async def test_what_is_edited_after_publication_is_shown_with_the_alert_and_is_no_new_article(service: Service) -> None:
    await service.hear_refusals()
    service.web.documents["https://kremlin.example/offer"] = the_page(OFFER)
    service.publish("offer", OFFER)
    await service.round()
    for _ in range(2):
        service.clock.pass_time(hours=2)
        await service.round()
    count = service.store.counts()["articles"]
    (told,) = [thing for _, thing in service.chat.posted]
    service.web.documents["https://kremlin.example/offer"] = the_page(
        OFFER.replace("without preconditions", "if it changes")
    )
    service.clock.pass_time(hours=5)
    await service.round()

    now = service.store.alert(told.id)
    assert now is not None
    assert any(line.startswith("edited after publication") and "if it changes" in line for line in now.caveats)
    assert service.store.counts()["articles"] == count
    assert [thing for _, thing in service.chat.posted] == [told]


async def test_what_a_primary_source_edits_in_its_feed_is_seen_where_its_page_cannot_be_had(service: Service) -> None:
    service.publish("first", REFUSAL)
    await service.round()
    service.clock.pass_time(hours=2)
    service.publish("offer", OFFER)
    await service.round()
    service.items[0] = (*service.items[0][:2], OFFER.replace("without preconditions", "if it changes"))
    service.web.documents[FEED] = rss(service.items)
    for _ in range(3):
        service.clock.pass_time(hours=2)
        await service.round()

    (look,) = service.store.looks_due(service.clock() + timedelta(days=2), 9)
    (edit,) = service.store.revisions([look.article.id])
    assert any("if it changes" in (change.after or "") for change in edit.changes)
    assert "without preconditions" in look.article.text
    assert service.store.counts()["articles"] == 2


SUMMARY = "https://kremlin.example/summary"


def want_page(service: Service) -> None:
    article = replace(found_article(1), feed_id="kremlin", url=SUMMARY, seen=service.clock(), wants_page=True)
    service.store.save_poll(PollResult(state=service.store.feed_states()[0], articles=(article,)))


async def test_without_processes_that_take_pages_apart_they_are_fetched_later_and_no_try_is_used_up(
    service: Service,
) -> None:
    want_page(service)
    service.web.documents[SUMMARY] = the_page(OFFER)
    service.workers.away = True
    for _ in range(8):
        assert "take no work" in (await service.pipeline.pages()).failures[0]
        assert await service.pipeline.pages() == (0, 0, ())
        service.clock.pass_time(hours=6)
    service.workers.away = False

    assert (await service.pipeline.pages()).new == 1


async def test_a_second_look_without_processes_is_no_end_of_the_pass(service: Service) -> None:
    service.publish("r0", refusal_of(0))
    await service.round()
    service.publish("r1", refusal_of(1))
    await service.next_day()
    service.web.documents["https://kremlin.example/r1"] = the_page(refusal_of(1))
    service.workers.away = True
    service.clock.pass_time(hours=2)

    assert await service.pipeline.pages() == (1, 0, ())
    service.workers.away = False
    service.clock.pass_time(minutes=10)
    assert (await service.pipeline.pages()).done == 1  # it is still to be looked at


async def test_a_host_that_rests_for_hours_uses_up_none_of_the_tries_for_a_page(service: Service) -> None:
    want_page(service)
    service.web.documents[SUMMARY] = FetchError("not asked", kind="rest", retry_after=timedelta(hours=1))
    for _ in range(8):
        assert await service.pipeline.pages() == (1, 0, ())
        service.clock.pass_time(hours=1)
    service.web.documents[SUMMARY] = FetchError("larger than the limit", kind="soft")
    for _ in range(2):
        assert (await service.pipeline.pages()).failures != ()
        service.clock.pass_time(hours=1)
    service.web.documents[SUMMARY] = the_page(OFFER)

    assert (await service.pipeline.pages()).new == 1


async def test_a_page_under_the_announced_title_gives_its_text_though_errors_are_called_so_too(
    service: Service,
) -> None:
    page = "https://kremlin.example/denied"
    article = replace(found_article(1), feed_id="kremlin", title="Access denied", text="", url=page)
    article = replace(article, seen=service.clock(), wants_page=True)
    service.store.save_poll(PollResult(state=service.store.feed_states()[0], articles=(article,)))
    service.web.documents[page] = (
        b"<!doctype html><title>Access denied | Kremlin</title><article><p>Inspectors must try again next year.</p></article>"
    )
    assert (await service.pipeline.pages()).new == 1


async def test_an_article_without_a_date_has_that_of_its_page_and_keeps_its_whole_text(service: Service) -> None:
    url, text = "https://kremlin.example/undated", f"{OFFER} " * 20
    article = replace(found_article(1), feed_id="kremlin", url=url, text=text, published=None)
    article = replace(article, seen=service.clock(), wants_page=True)
    service.store.save_poll(PollResult(state=service.store.feed_states()[0], articles=(article,)))
    head = b"<meta property='article:published_time' content='2025-01-05T10:00:00Z'>"
    service.web.documents[url] = the_page(text).replace(b"<article>", head + b"<article>")

    assert await service.pipeline.pages() == (1, 1, ())
    (kept,) = service.store.unread(9)
    assert (kept.text, kept.published) == (text, datetime(2025, 1, 5, 10, 0, tzinfo=UTC))


async def test_a_page_is_not_asked_for_again_after_three_days(service: Service) -> None:
    service.publish("r0", refusal_of(0))
    await service.round()
    service.publish("r1", refusal_of(1))
    await service.round()
    for _ in range(6):
        await service.next_day()
    asked = [url for url in service.web.asked if url == "https://kremlin.example/r1"]
    assert len(asked) == 3


async def test_a_repeated_line_is_no_alert(service: Service) -> None:
    await service.hear_refusals(times=30)

    assert service.chat.posted == []


async def test_an_alert_that_cannot_go_out_waits_and_goes_later(service: Service) -> None:
    await service.hear_refusals()
    service.publish("offer", OFFER)
    service.chat.fail_with = [NotifyError("Slack is away", outcome="not_sent")]
    await service.next_day()
    assert service.chat.posted == []

    await service.next_day()

    assert len(service.chat.posted) == 1


async def test_a_message_that_arrived_without_an_answer_is_not_sent_again(service: Service) -> None:
    await service.hear_refusals()
    service.publish("offer", OFFER)
    service.chat.fail_with = [NotifyError("the connection was cut", outcome="unknown")]
    service.chat.take_anyway = True
    await service.next_day()
    service.chat.take_anyway = False

    await service.next_day()

    assert len(service.chat.posted) == 1
    assert service.store.backlog(service.clock()).undelivered == 0


async def test_one_article_that_breaks_the_reader_is_put_aside_and_the_others_are_read(service: Service) -> None:
    service.workers.broken = {"Remarks bad"}
    service.publish("good", REFUSAL)
    service.publish("bad", REFUSAL + " And more besides, on another day.")
    await service.pipeline.poll()

    for _ in range(4):
        await service.pipeline.read()

    assert [(article.title, stage) for article, stage, _ in service.store.quarantined()] == [("Remarks bad", "read")]
    assert service.store.backlog(service.clock()).unread == 0
    assert service.store.counts()["statements"] > 0


async def test_a_damaged_model_is_said_and_what_came_meanwhile_is_read_once_it_is_whole_again(service: Service) -> None:
    service.publish("r0", REFUSAL)
    await service.pipeline.poll()
    service.workers.model_error = ModelError(
        "the cross-encoder's file network.onnx is damaged; install the project again"
    )
    for _ in range(5):
        with pytest.raises(ModelError, match="install the project again"):
            await service.pipeline.read()
    assert service.store.quarantined() == []
    assert service.store.backlog(service.clock()).unread == 1

    service.workers.model_error = None
    await service.pipeline.read()

    assert service.store.counts()["statements"] > 0


async def test_a_feed_that_fails_is_asked_again_and_says_why(service: Service) -> None:
    service.web.documents[FEED] = FetchError("answered 503", kind="temporary", status=503)
    tally = await service.pipeline.poll()
    assert tally.failures == ("kremlin: answered 503",)

    service.publish("r0", REFUSAL)
    service.clock.pass_time(days=1)
    await service.pipeline.poll()

    assert service.store.feed_states()[0].failures == 0
    assert service.store.counts()["articles"] == 1


async def test_a_feed_that_shows_less_than_it_publishes_says_that_items_may_be_missing(
    service: Service, caplog
) -> None:
    for key in ("r0", "r1", "r2", "r3"):
        service.publish(key, REFUSAL)
    await service.pipeline.poll()
    assert service.store.feed_states()[0].gap_at is None

    service.clock.pass_time(hours=1)
    service.items.clear()
    for key in ("r4", "r5", "r6", "r7"):
        service.publish(key, REFUSAL)
    await service.pipeline.poll()

    assert service.store.feed_states()[0].gap_at == service.clock()
    assert (
        "feed kremlin: it reached back to nothing recent that we had, so items may have come and gone before"
        in caplog.messages
    )


async def test_nothing_is_asked_before_it_is_due(service: Service) -> None:
    service.publish("r0", REFUSAL)
    await service.pipeline.poll()
    await service.pipeline.poll()

    assert service.web.asked == [FEED]


async def test_every_closed_week_gets_one_digest_sent_once_and_its_page_is_written(service: Service) -> None:
    await service.hear_refusals(times=5)
    sent = []
    for _ in range(3):
        await service.pipeline.digest()
        await service.pipeline.deliver()
        sent.append([key for key, _ in service.chat.posted if key.startswith("digest:")])

    assert len(sent[0]) == len(set(sent[0])) >= 1
    assert sent[0] == sent[1] == sent[2]
    for key in sent[0]:
        assert "<html" in service.pipeline.page_of(key.removeprefix("digest:")).read_text(encoding="utf-8")


async def test_a_week_that_was_sent_by_hand_hides_none_that_are_missing_before_it(service: Service) -> None:
    service.publish("r0", refusal_of(0))
    await service.round()
    service.clock.pass_time(days=36)
    last = due_week(service.clock(), service.pipeline.config.digest)
    assert last is not None
    service.store.save_digest(service.pipeline.close_week(last), send=True)
    await service.pipeline.deliver()
    await service.pipeline.digest()
    await service.pipeline.deliver()

    before = [week_of(last.start + timedelta(days=1, weeks=-n), "UTC").name for n in (4, 3, 2, 1)]
    assert [key for key, _ in service.chat.posted] == [f"digest:{name}" for name in (last.name, *before)]
    assert (await service.pipeline.digest()).done == 0


@pytest.mark.parametrize(("by_now", "further"), [(3, 5), (1, 7), (0, 40)], ids=["three", "one by hand", "none"])
async def test_weeks_before_one_that_has_a_digest_are_missing_only_within_two_months(
    service: Service, by_now: int, further: int
) -> None:
    service.publish("r0", refusal_of(0))
    await service.round()
    service.clock.pass_time(weeks=40)
    last = due_week(service.clock(), service.pipeline.config.digest)
    assert last is not None
    for n in range(by_now):
        made = service.pipeline.close_week(week_of(last.start + timedelta(days=1, weeks=-n), "UTC"))
        service.store.save_digest(made, send=True)

    assert (await service.pipeline.digest()).new == further
    assert (await service.pipeline.digest()).done == 0


@pytest.mark.parametrize("zone", ["Europe/Brussels", "UTC", "America/New_York", "Pacific/Honolulu", "Asia/Tokyo"])
async def test_a_line_that_falls_silent_stands_in_the_digest_of_its_week(service: Service, zone: str) -> None:
    """Eight months of dialogue beside talk of war, then only the war: what no single article shows."""
    begun = service.clock()
    dialogue, war = StreamKey("RU-President", "DIA"), StreamKey("RU-President", "WAR")
    told = tuple(
        utterance(id=f"ut-{issue}-{day}", key=key, said_at=begun - timedelta(days=240 - day), evidence=(), primary=True)
        for day in range(0, 240, 2)
        for issue, key in (("d", dialogue), ("w", war), ("v", war))
        if issue != "d" or day < 180
    )
    service.store.save_weighed("nothing", Weighed(utterances=told), begun)

    # The silence of 60 days passes its threshold weeks before the week that is closed here: it is told where it did.
    weeks = [week_of(begun - timedelta(weeks=back), zone) for back in range(9, 0, -1)]
    new = [weigh_week(service.pipeline, week) for week in weeks]
    alerts = service.store.alerts()

    assert [alert.shown_kind for alert in alerts if alert.issue == "DIA"] == ["dropped"]
    assert sum(new) == len(alerts)


@pytest.mark.parametrize("zone", ["Europe/Brussels", "UTC", "America/New_York"])
async def test_a_share_that_has_risen_is_told_whatever_the_reader_s_time_zone(service: Service, zone: str) -> None:
    begun = service.clock()
    dialogue, war = StreamKey("RU-President", "DIA"), StreamKey("RU-President", "WAR")
    told = tuple(
        utterance(
            id=f"ut-{day}-{n}",
            key=dialogue if (n < 4 if day >= 220 else n < 1 and day % 2 == 0) else war,
            said_at=begun - timedelta(days=280 - day, hours=n * 4),
            evidence=(),
            primary=True,
        )
        for day in range(280)
        for n in range(5)
    )
    service.store.save_weighed("nothing", Weighed(utterances=told), begun)

    for back in range(9, 0, -1):
        weigh_week(service.pipeline, week_of(begun - timedelta(weeks=back), zone))

    assert [alert.shown_kind for alert in service.store.alerts() if alert.issue == "DIA"] == ["emphasis"]


class ByWord:
    """Sentence vectors of two directions: of seabed cables, and of anything else."""

    name = "by word"

    def embed(self, texts: list[str]) -> Any:
        return np.array([[1.0, 0.0] if "seabed" in text else [0.0, 1.0] for text in texts], dtype=np.float32)


class Broken(ByWord):
    def embed(self, texts: list[str]) -> Any:
        raise ModelError("the encoder's weights are missing")


def say(service: Service, number: int, words: str, *, weeks_ago: float) -> None:
    """A weighed article in which an office says something that is on no issue."""
    at = service.clock() - timedelta(weeks=weeks_ago)
    words = f"{words} Russia and NATO know it, for the {number}th time."
    found = found_article(number, text=words, seen=at, published=at, owner=f"Owner {number % 3}")
    actor, office = (("rutte", "NATO-SG"), ("macron", "FR-President"))[number % 2]
    told = statement(text=words, end=len(words), actor=actor, office=office, issue=None, levels=None, level=None)
    service.store.add_articles([found])
    reading = Reading(article_id=found.id, language="en", genre="news", statements=(told,))
    service.store.save_reading(reading, copy_of=None, now=at)
    service.store.save_weighed(found.id, Weighed(), at)


async def test_a_new_theme_stands_in_the_digest_once_with_its_examples(service: Service) -> None:
    for number in range(12):
        say(service, number, f"Matter {number}.", weeks_ago=13 - number)
    for number in range(20, 24):
        say(service, number, "The seabed cables.", weeks_ago=1.2)
    week = week_of(service.clock() - timedelta(weeks=1), "Europe/Brussels")
    pipeline = replace(service.pipeline, embedder=ByWord())

    new = [weigh_week(pipeline, week), weigh_week(pipeline, week)]

    (alert,) = service.store.alerts()
    assert new == [1, 0]
    assert alert.kind == "new_theme"
    assert len(alert.evidence) == 4
    assert "New theme" in write_page(pipeline, pipeline.make_digest(week)).read_text(encoding="utf-8")


async def test_new_wording_stands_in_the_digest_once_with_the_quotations_that_have_it(service: Service) -> None:
    """Two leaders take up two words in half a year of talk: counted, quoted, told once, and everywhere by its own name."""
    begun = service.clock()
    offices = (("rutte", "NATO-SG"), ("macron", "FR-President"))
    told = []
    for n in range(420):
        at, (actor, office) = begun - timedelta(hours=12 * (420 - n)), offices[n % 2]
        words = f"On matter {n} we spoke of {'seabed cables' if n >= 340 and n % 3 == 0 else 'harbours'}."
        place = evidence(article=f"article-{n}", quote=words, end=len(words), voice="quoted", said_at=at)
        told.append(
            utterance(
                id=f"ut-{n}", key=StreamKey(office, "AID"), actor=actor, said_at=at, evidence=(place,), shingles=()
            )
        )
    service.store.save_weighed("nothing", Weighed(utterances=tuple(told)), begun)
    weeks = [week_of(begun - timedelta(weeks=back), "Europe/Brussels") for back in (2, 1, 1)]

    new = [weigh_week(service.pipeline, week) for week in weeks]

    (alert,) = [one for one in service.store.alerts() if one.shown_kind == "new_wording"]
    made = service.pipeline.make_digest(week_of(alert.raised_at, "Europe/Brussels"))
    told = " ".join(content_of(made)["lines"])
    assert sum(new) == 1
    assert (alert_to_json(alert)["kind"], alert.channel) == ("wording", "digest")
    assert alert.headline.startswith("New words on ")
    assert "“seabed cables”" in alert.after.claim
    assert [place.favours for place in alert.evidence] == [True] * 8 + [False] * 2
    assert all("seabed cables" in place.quote for place in alert.evidence)
    assert "New words: " in told
    assert "Nothing moved: " in told
    assert "1 move rests on" not in told
    assert "New wording" in write_page(service.pipeline, made).read_text(encoding="utf-8")


async def test_without_a_model_of_sentences_the_week_is_weighed_all_the_same(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    say(service, 1, "Matter 1.", weeks_ago=2)
    week = week_of(service.clock() - timedelta(weeks=1), "Europe/Brussels")

    assert weigh_week(replace(service.pipeline, embedder=Broken()), week) == 0
    assert "the encoder's weights are missing" in caplog.text


async def test_while_the_store_is_away_no_week_is_closed(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreError("the database is away")

    await service.hear_refusals(times=5)
    monkeypatch.setattr("monitor.pipeline.weekly.emphasis_alerts", away)

    with pytest.raises(StoreError):
        await service.pipeline.digest()
    assert service.store.digests() == []


async def test_an_answer_that_comes_after_a_later_one_is_learnt_from_all_the_same(service: Service) -> None:
    now = service.clock()
    service.store.add_alerts([alert(id="al-a", key="ka"), alert(id="al-b", key="kb")], now)
    service.store.add_verdict(Verdict(alert_id="al-b", word="confirm", by="m", at=now))
    assert _answers_by_now(service.pipeline).dismissed == frozenset()

    service.store.add_verdict(Verdict(alert_id="al-a", word="stale", by="m", at=now - timedelta(seconds=1)))

    assert _answers_by_now(service.pipeline).dismissed != frozenset()


async def test_a_reply_of_an_alert_that_goes_on_from_no_other_is_refused_in_words(service: Service) -> None:
    service.store.add_alerts([alert()], service.clock())
    await service.pipeline.deliver()
    reply = Delivery(
        id=9,
        key="alert:al-0001",
        kind="reply",
        ref="al-0001",
        state="sending",
        attempts=0,
        next_attempt=service.clock(),
    )

    with pytest.raises(NotifyError, match="alert al-0001 goes on from no other alert"):
        send(service.pipeline, reply)


class Forgetful:
    """The store, but what one feed brought cannot be saved."""

    def __init__(self, store: Store, feed_id: str) -> None:
        self._store, self._feed_id = store, feed_id

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def save_polls(self, results: Sequence[PollResult]) -> list[int]:
        return [self.save_poll(result) for result in results]

    def save_poll(self, result: PollResult) -> int:
        if result.state.feed_id == self._feed_id:
            raise StoreError("the disk is full")
        return self._store.save_poll(result)


async def test_what_cannot_be_saved_of_one_feed_is_said_and_the_others_are_saved(
    config: Config, service: Service
) -> None:
    other = replace(config.feeds[0], id="other", url="https://other.example/feed")
    feeds = (config.feeds[0], other)
    service.store.register_feeds(feeds, service.clock())
    service.publish("r0", REFUSAL)
    service.web.documents[other.url] = rss([("o1", service.clock(), OFFER)])
    pipeline = replace(service.pipeline, config=replace(config, feeds=feeds), store=Forgetful(service.store, "kremlin"))

    with pytest.raises(StoreError, match="the disk is full"):
        await pipeline.poll()

    assert [article.url for article in service.store.unread(10)] == ["https://kremlin.example/o1"]


async def test_one_article_on_which_weighing_fails_holds_up_no_other_is_said_and_is_not_lost(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gather_or_fail(article: Article, *arguments: Any, **named: Any) -> Any:
        if article.title == "Remarks odd":
            raise KeyError("a bug")
        return gather(article, *arguments, **named)

    monkeypatch.setattr("monitor.pipeline.weigh.gather", gather_or_fail)
    service.publish("odd", refusal_of(1))
    service.publish("even", refusal_of(2))
    await service.pipeline.poll()
    await service.pipeline.read()
    for _ in range(4):
        with pytest.raises(KeyError, match="a bug"):
            await service.pipeline.weigh()
    of_one = service.store.counts()["utterances"]
    assert of_one
    assert service.store.backlog(service.clock()).unweighed == 1

    monkeypatch.undo()
    await service.pipeline.weigh()

    assert service.store.counts()["utterances"] > of_one


async def test_after_a_start_what_waits_is_tried_at_once(service: Service) -> None:
    await service.hear_refusals()
    service.publish("offer", OFFER)
    service.chat.fail_with = [NotifyError("invalid_auth", outcome="not_sent", retry_after=timedelta(minutes=15))]
    await service.next_day()
    await service.pipeline.deliver()
    assert service.chat.posted == []
    assert [delivery.error for delivery in service.store.troubled_deliveries(5)] == ["invalid_auth"]

    service.store.wake_deliveries(service.clock())
    await service.pipeline.deliver()

    assert len(service.chat.posted) == 1
    assert service.store.troubled_deliveries(5) == []


class AskingEverybody:
    """A second judge that agrees with whatever it is shown, at the far end of the axis that it is given."""

    name = "agreeing"

    def __init__(self, level: int) -> None:
        self.level, self.asked = level, []

    async def ask(self, question: Question) -> Opinion:
        self.asked.append(question)
        return Opinion(model=self.name, issue=question.issue, level=self.level, quote=question.statement, reason="so")

    async def close(self) -> None:
        """Nothing is open."""


def asking(service: Service, judge: AskingEverybody) -> Pipeline:
    second = SecondOpinions(
        judge,
        service.store,
        world=service.pipeline.config.world,
        settings=service.pipeline.config.llm,
        refusal=partial(refusal, rules=service.pipeline.config.rules),
        now=service.clock,
    )
    return replace(service.pipeline, second=second)


async def test_a_second_model_that_disagrees_keeps_a_lone_statement_from_the_chat(service: Service) -> None:
    await service.hear_refusals()
    judge = AskingEverybody(level=-2)
    service.pipeline = asking(service, judge)
    service.publish("offer", OFFER)
    await service.next_day()

    assert service.chat.posted == []
    assert {question.issue for question in judge.asked} == {"DIA"}


async def test_a_second_model_that_agrees_lets_it_go_out(service: Service) -> None:
    await service.hear_refusals()
    service.pipeline = asking(service, AskingEverybody(level=2))
    service.publish("offer", OFFER)
    await service.next_day()

    assert [thing.issue for _, thing in service.chat.posted] == ["DIA"]


async def test_the_backlog_and_copies_cost_no_question(service: Service) -> None:
    judge = AskingEverybody(level=2)
    service.pipeline = asking(service, judge)
    service.publish("old", REFUSAL)
    await service.round()
    assert judge.asked == []

    service.publish("offer", OFFER)
    await service.next_day()
    once = len(judge.asked)
    service.publish("copy", OFFER)
    await service.next_day()

    assert once >= 1
    assert len(judge.asked) == once


async def test_what_goes_on_from_an_alert_is_told_in_its_thread_and_in_the_first_message(service: Service) -> None:
    first = alert(status="unconfirmed")
    service.store.add_alerts([first], service.clock())
    await service.pipeline.deliver()
    later = alert(id="al-0002", key="k2", story=first.id)
    service.store.add_alerts([later], service.clock())
    service.chat.fail_with = [NotifyError("the connection was cut", outcome="unknown")]
    service.chat.take_anyway = True
    await service.pipeline.deliver()
    service.clock.pass_time(days=1)
    await service.pipeline.deliver()

    assert [key for key, _ in service.chat.posted] == ["alert:al-0001", "alert:al-0002"]
    assert [story.later for story in service.chat.edited] == [(later,)]
    assert service.store.backlog(service.clock()).undelivered == 0


async def test_further_evidence_for_what_people_know_is_one_reply(service: Service) -> None:
    first = alert(status="unconfirmed")
    service.store.add_alerts([first], service.clock())
    await service.pipeline.deliver()
    service.store.add_alerts([replace(first, evidence=(*first.evidence, evidence(article="b")))], service.clock())
    await service.pipeline.deliver()
    assert service.chat.replies == []
    service.clock.pass_time(minutes=3)
    await service.pipeline.deliver()

    ((key, thread, change),) = service.chat.replies
    assert (key.split(":")[:2], thread, len(change.evidence)) == (["news", "al-0001"], Sent(channel="C1", ts="1"), 1)


async def test_trouble_with_the_service_is_told_once_a_day_where_somebody_wants_it(service: Service) -> None:
    service.web.documents[FEED] = FetchError("answered 410", kind="gone", status=410)
    await service.pipeline.poll()
    await service.pipeline.health()
    wanted = replace(service.pipeline, config=replace(service.pipeline.config, chat=ChatSettings(health="C0HEALTH")))
    for _ in range(3):
        await wanted.health()
        await wanted.deliver()
    service.clock.pass_time(days=1)
    await wanted.health()
    await wanted.deliver()

    assert [key.split(":")[0] for key, _ in service.chat.posted] == ["health", "health"]
    assert service.chat.posted[0][1].lines[0].startswith("Feed kremlin (primary source) has ended")


async def test_an_alert_of_the_night_comes_in_the_morning(service: Service) -> None:
    night = ChatSettings(quiet=(time(22), time(7)), timezone="UTC")
    quiet = replace(service.pipeline, config=replace(service.pipeline.config, chat=night))
    service.clock.moment = service.clock.moment.replace(hour=23)
    service.store.add_alerts([alert(severity=60), alert(id="top", key="top", severity=90)], service.clock())
    await quiet.deliver()
    assert [key for key, _ in service.chat.posted] == ["alert:top"]
    service.clock.pass_time(hours=8)
    await quiet.deliver()

    assert [key for key, _ in service.chat.posted] == ["alert:top", "alert:al-0001"]


@pytest.mark.parametrize("what", ["it grows", "it is confirmed"])
async def test_an_alert_of_the_night_that_comes_to_be_one_that_wakes_comes_at_once(service: Service, what: str) -> None:
    night = ChatSettings(quiet=(time(22), time(7)), timezone="UTC")
    quiet = replace(service.pipeline, config=replace(service.pipeline.config, chat=night))
    service.clock.moment = service.clock.moment.replace(hour=23)
    weak = alert(severity=60, status="unconfirmed")
    service.store.add_alerts([weak], service.clock())
    await quiet.deliver()
    service.clock.pass_time(hours=1)
    grown = replace(weak, severity=70, copies=9)
    service.store.add_alerts([grown], service.clock())
    await quiet.deliver()
    assert service.chat.posted == []

    strong = (
        replace(grown, severity=90) if what == "it grows" else alert(id="more", key="k2", severity=90, story=weak.id)
    )
    service.store.add_alerts([strong], service.clock())
    await quiet.deliver()
    assert service.chat.posted[0][0] == f"alert:{weak.id}"


def by_night(service: Service, hour: int) -> Pipeline:
    night = ChatSettings(quiet=(time(22), time(7)), timezone="UTC")
    service.clock.moment = service.clock.moment.replace(hour=hour)
    return replace(service.pipeline, config=replace(service.pipeline.config, chat=night))


def five(severity: int, **changes: Any) -> list[Alert]:
    return [alert(id=f"a{n}", key=f"a{n}", severity=severity, **changes) for n in range(5)]


def posted(service: Service) -> list[str]:
    return [key for key, _ in service.chat.posted]


NO_CONNECTION = NotifyError("no connection", outcome="not_sent")


async def test_alerts_of_the_night_are_not_told_with_one_that_wakes_and_failed(service: Service) -> None:
    quiet = by_night(service, 23)
    service.store.add_alerts([alert(id="top", key="top", severity=90, raised_at=service.clock())], service.clock())
    service.chat.fail_with = [NO_CONNECTION]
    await quiet.deliver()
    service.clock.pass_time(hours=2)
    service.store.add_alerts(five(60, raised_at=service.clock()), service.clock())
    await quiet.deliver()
    assert posted(service) == ["alert:top"]

    service.clock.pass_time(hours=6)
    await quiet.deliver()
    assert posted(service)[1:] == [f"alert:a{n}" for n in range(5)]


async def test_alerts_of_the_night_that_grow_are_not_told_with_one_that_wakes_and_failed(service: Service) -> None:
    quiet = by_night(service, 23)
    weak = five(60, raised_at=service.clock())
    service.store.add_alerts(
        [*weak, alert(id="top", key="top", severity=90, raised_at=service.clock())], service.clock()
    )
    service.chat.fail_with = [NO_CONNECTION]
    await quiet.deliver()
    service.clock.pass_time(minutes=90)
    service.store.add_alerts([replace(one, copies=9) for one in weak], service.clock())
    await quiet.deliver()

    assert posted(service) == ["alert:top"]


async def test_alerts_that_wake_people_are_told_in_one_message_after_an_outage_by_night(service: Service) -> None:
    quiet = by_night(service, 23)
    service.store.add_alerts(five(90, raised_at=service.clock()), service.clock())
    service.chat.fail_with = [NO_CONNECTION] * 5
    await quiet.deliver()
    service.clock.pass_time(hours=2)
    await quiet.deliver()

    assert posted(service) == ["catch-up:a0"]


async def failed_into_the_night(service: Service) -> Pipeline:
    """A message for five alerts, made by day, that would first get through at half past ten."""
    quiet = by_night(service, 20)
    service.store.add_alerts(five(60, raised_at=service.clock()), service.clock())
    service.chat.fail_with = [NO_CONNECTION] * 6
    await quiet.deliver()
    service.clock.pass_time(minutes=90)
    await quiet.deliver()
    assert service.chat.fail_with == []
    service.clock.pass_time(hours=1)
    await quiet.deliver()
    assert posted(service) == []
    return quiet


async def test_what_an_outage_of_the_evening_held_up_comes_in_the_morning_and_what_wakes_at_once(
    service: Service,
) -> None:
    quiet = await failed_into_the_night(service)
    service.store.add_alerts([alert(id="top", key="top", severity=90, raised_at=service.clock())], service.clock())
    await quiet.deliver()
    assert posted(service) == ["alert:top"]

    service.clock.pass_time(hours=9)
    await quiet.deliver()
    assert posted(service) == ["alert:top", "catch-up:a0"]


async def test_what_an_outage_of_the_evening_held_up_comes_at_once_where_one_of_it_comes_to_wake(
    service: Service,
) -> None:
    quiet = await failed_into_the_night(service)
    known = service.store.alert("a3")
    assert known is not None
    service.store.add_alerts([replace(known, severity=90)], service.clock())
    await quiet.deliver()

    assert posted(service) == ["catch-up:a0"]


async def test_a_long_outage_ends_in_one_message(service: Service) -> None:
    now = service.clock()
    alerts = [alert(id=f"a{n}", key=f"a{n}", raised_at=now) for n in range(6)]
    service.store.add_alerts(alerts, now)
    service.chat.fail_with = [NotifyError("no connection", outcome="not_sent") for _ in range(6)]
    await service.pipeline.deliver()
    service.clock.pass_time(hours=2)
    await service.pipeline.deliver()

    ((key, told),) = service.chat.posted
    assert (key, [each.id for each in told.alerts]) == ("catch-up:a0", [f"a{n}" for n in range(6)])


async def test_the_budget_is_kept_by_an_article_that_also_quotes_what_was_said_years_ago(service: Service) -> None:
    await service.hear_refusals()
    service.clock.pass_time(days=3)
    service.publish("offer", OFFER)
    await service.pipeline.poll()
    await service.pipeline.read()
    ((article, statements, _),) = service.store.unweighed(10)
    now = service.clock()
    service.store.add_alerts([alert(id=f"x{n}", key=f"x{n}", office="NATO-SG", at=now) for n in range(2)], now)
    old = replace(statements[0], issue="THR", said_at=now - timedelta(days=900))
    weigh_piece(service.pipeline, (article, (*statements, old), None), answers_of(service.pipeline))

    (found,) = (a for a in service.store.alerts() if not a.key.startswith("x"))
    assert (found.channel, found.held) == ("digest", "budget: 2 alerts in these 24 hours")


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({"kind": "hardening", "key": "hardening:RU-MFA:DIA:harder:2025-W37"}, True),
        ({"kind": "hardening", "key": "check:RU-MFA:DIA:B08:harder"}, False),
        ({"kind": "hardening", "key": "sign:hardening:RU-MFA:DIA:harder:2025-W37"}, False),
        ({"kind": "hardening", "key": "together:RU:DIA:harder:2025-W37"}, False),
        ({"kind": "walk_back", "key": "walk_back:hardening:RU-MFA:DIA:harder:2025-W37"}, False),
        ({"kind": "emphasis", "key": "emphasis:RU-MFA:DIA:more:2025-W37"}, False),
    ],
    ids=lambda value: value["key"].partition(":")[0] if isinstance(value, dict) else "",
)
async def test_only_a_move_that_was_dismissed_holds_the_next_one_back(
    service: Service, changes: dict[str, Any], *, held: bool
) -> None:
    now = service.clock()
    service.store.add_alerts([alert(id="al", direction="harder", **changes)], now)
    service.store.add_verdict(Verdict(alert_id="al", word="misread", by="maria", at=now))

    assert bool(answers_of(service.pipeline).dismissed) == held


async def test_what_a_person_muted_goes_to_the_digest(service: Service) -> None:
    await service.hear_refusals()
    now = service.clock()
    mute = Mute(kind="issue", target="DIA", at=now, until=now + timedelta(days=14), by="maria")
    service.store.add_mute(mute, None, Remark(lines=()))
    service.publish("offer", OFFER)
    await service.next_day()

    (found,) = service.store.alerts()
    assert (found.channel, service.chat.posted) == ("digest", [])
    assert found.held is not None
    assert "muted by maria" in found.held


async def test_weighing_knows_what_is_muted_before_one_message_is_made_to_stand_for_others(service: Service) -> None:
    now = service.clock()
    mute = Mute(kind="actor", target="RU-MFA", at=now, until=now + timedelta(days=14), by="maria")
    service.store.add_mute(mute, None, Remark(lines=()))
    hold = context_of(service.pipeline, now, (), record=record_of(service.pipeline)).hold_muted

    assert [hold(alert(office=office)).channel for office in ("RU-MFA", "NATO-SG")] == ["digest", "chat"]


async def test_what_is_muted_is_asked_once_an_article(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    now, mutes, asked = service.clock(), service.store.mutes, []

    def ask(now: datetime) -> list[Mute]:
        asked.append(now)
        return mutes(now)

    monkeypatch.setattr(service.store, "mutes", ask)
    hold = context_of(service.pipeline, now, (), record=record_of(service.pipeline)).hold_muted

    assert [hold(alert(id=name, key=name)).channel for name in "abc"] == ["chat"] * 3
    assert asked == [now]


async def test_a_past_week_made_again_shows_the_lines_as_they_stood_at_its_end_and_tells_what_differs(
    service: Service,
) -> None:
    await service.hear_refusals(times=12)
    week = week_of(service.clock(), service.pipeline.config.digest.timezone)
    service.clock.moment = week.end + timedelta(hours=9)
    await service.pipeline.digest()
    sent = service.store.digest(week.name)
    assert sent is not None
    stood = {(cell["office"], cell["issue"]): cell["n"] for cell in content_of(sent)["position_map"]}

    await service.hear_refusals(times=3)
    service.publish("late", refusal_of(99), ago=service.clock() - week.end + timedelta(hours=1))
    await service.next_day()
    again = content_of(service.pipeline.remake_digest(week))

    assert content_of(again_kept := service.store.digest(week.name)) == content_of(sent), again_kept
    now = {(cell["office"], cell["issue"]): cell["n"] for cell in again["position_map"]}
    assert now == {place: n + 1 for place, n in stood.items()}
    told = {row["name"]: (row["was"], row["now"]) for row in again["restated"]["differences"]}
    utterances = content_of(sent)["coverage"]["utterances"]
    assert told["utterances"] == (f"{utterances}", f"{utterances + 1}")
    assert "articles" not in told  # it was first seen later, and counts where it was seen


async def test_a_digest_that_the_service_makes_late_says_why_and_is_sent_once(service: Service) -> None:
    await service.hear_refusals(times=2)
    week = week_of(service.clock(), service.pipeline.config.digest.timezone)
    service.clock.moment = week.end + timedelta(days=3)
    restarted = replace(service.pipeline, began=service.clock() - timedelta(minutes=1))
    for _ in range(2):
        await restarted.digest()
        await restarted.deliver()

    late = content_of(service.store.digest(week.name))["late"]
    assert "because the service was not running then" in late
    assert [key for key, _ in service.chat.posted].count(f"digest:{week.name}") == 1
    assert late in restarted.page_of(week.name).read_text(encoding="utf-8")


def test_a_digest_counts_the_verdicts_of_its_time_in_all_it_says_of_them(service: Service) -> None:
    service.store.add_alerts([alert(raised_at=service.clock(), at=service.clock())], service.clock())
    week = week_of(service.clock(), service.pipeline.config.digest.timezone)
    said = Verdict(alert_id="al-0001", word="confirm", by="Ada", at=week.end + timedelta(days=2), note="")
    service.store.add_verdict(said)
    service.clock.moment = week.end + timedelta(days=3)

    books = content_of(service.pipeline.make_digest(week))["bookkeeping"]
    assert any("nobody had judged an alert by the week’s end" in line for line in books)
    assert any("no verdict has taught otherwise yet" in line for line in books)

    service.store.add_verdict(replace(said, at=week.end - timedelta(hours=1)))
    books = content_of(service.pipeline.make_digest(week))["bookkeeping"]
    assert any("100% of 1 judged alerts" in line for line in books)
    assert any("(n = 1 verdicts;" in line for line in books)


async def test_while_a_week_goes_on_nobody_is_said_to_be_quieter_than_usual(service: Service) -> None:
    await service.hear_refusals(times=20)
    week = week_of(service.clock() + timedelta(days=7), service.pipeline.config.digest.timezone)
    service.clock.moment = week.start + timedelta(hours=1)
    so_far = content_of(service.pipeline.make_digest(week))
    service.clock.moment = week.end
    over = content_of(service.pipeline.make_digest(week))

    assert (so_far["frozen"], so_far["volumes"], so_far["silent"]) == ([], [], [])
    assert so_far["late"].startswith("So far: ")
    assert over["late"] is None
