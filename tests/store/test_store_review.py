"""What the review site looks through, on both databases; what is repeated beside documents says the same as they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import UsageError
from monitor.store import library, migrate
from monitor.store.connect import open_database
from monitor.store.search_words import excerpt, for_fts5, terms_of
from monitor.types import (
    AlertFilter,
    ArticleFilter,
    PageResult,
    Reading,
    SaidFilter,
    Session,
    StreamKey,
    User,
    Verdict,
    Weighed,
)
from tests.builders import alert, digest, evidence, found_article, statement, stream, utterance

NOW = datetime(2025, 9, 20, tzinfo=UTC)
DIA = StreamKey("RU-MFA", "DIA")
EVER = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))


def found(store, words="", **wanted):
    return [one.id for one in store.review.find_articles(ArticleFilter(words=words, **wanted), limit=10).items]


def test_articles_are_found_as_they_stand(store):
    store.add_articles([found_article(1, wants_page=True), found_article(2, text="Ракета и санкции", title="Новости")])
    assert found(store, "contacts resumed") == ["article-1"]
    assert found(store, "САНКЦИИ") == ["article-2"]
    assert found(store, "санкц*") == ["article-2"]
    assert found(store, "санкц") == []
    store.save_page(PageResult(article_id="article-1", text="Only rockets now.", outcome="ok"))
    assert found(store, "contacts") == []
    assert found(store, "rockets -contacts") == ["article-1"]


def test_a_text_longer_than_any_index_takes_is_kept_and_its_beginning_found(store):
    text = "beginning " + " ".join(f"word{n}" for n in range(200_000))
    assert store.add_articles([found_article(1, text=text)]) == 1
    assert found(store, "beginning word7") == ["article-1"]
    assert store.article("article-1").text == text


def test_what_is_pruned_is_found_no_more(store):
    store.add_articles([found_article(1)])
    store.save_reading(
        Reading(article_id="article-1", language="en", genre="news", statements=()), copy_of=None, now=NOW
    )
    store.save_weighed("article-1", Weighed(), NOW)
    store.prune(NOW)
    assert found(store, "contacts") == []
    assert found(store, '"Piece of news"') == ["article-1"]


def listed(store, wanted, *, limit):
    """Part after part of a list."""
    after = None
    for _ in range(30):
        part = store.review.find_articles(replace(wanted, after=after), limit=limit)
        yield from (one.id for one in part.items)
        after = part.next
        if after is None:
            return


@pytest.mark.parametrize("limit", [2, 10])
@pytest.mark.parametrize(
    "wanted",
    [
        ArticleFilter(),
        ArticleFilter(feed="feed-1"),
        ArticleFilter(stage="unread"),
        ArticleFilter(since=NOW - timedelta(days=1)),
        ArticleFilter(words="piece"),
        ArticleFilter(words="piece", feed="feed-1"),
        ArticleFilter(words="piece", stage="unread"),
    ],
    ids=str,
)
def test_articles_are_listed_by_the_outlets_date_however_they_came(store, wanted, limit):
    """A feed that is met for the first time brings old and new at one moment; without a date the moment counts."""
    days = {1: 3, 2: 9, 3: 1, 4: 9, 5: 40}
    store.add_articles([found_article(n, seen=NOW, published=NOW - timedelta(days=d)) for n, d in days.items()])
    store.add_articles([found_article(6, seen=NOW + timedelta(hours=1), published=NOW - timedelta(days=5))])
    store.add_articles([found_article(7, seen=NOW - timedelta(hours=1), published=None)])

    assert list(listed(store, wanted, limit=limit)) == [f"article-{n}" for n in (7, 3, 1, 6, 4, 2, 5)]


def test_of_more_than_are_sorted_together_each_is_listed_once(store, monkeypatch):
    monkeypatch.setattr(library, "COUNTED_TO", 4)
    store.add_articles(
        [found_article(n, seen=NOW, published=NOW - timedelta(days=(n * 7) % 10), item_key=f"{n}") for n in range(10)]
    )

    shown = list(listed(store, ArticleFilter(words="piece"), limit=3))

    assert sorted(shown) == [f"article-{n}" for n in range(10)]


def test_what_leaves_a_list_between_two_parts_of_it_does_not_end_it(store, monkeypatch):
    monkeypatch.setattr(library, "COUNTED_TO", 4)
    monkeypatch.setattr(library, "COUNTED_AMONG", 4)
    store.add_articles(
        [found_article(n, seen=NOW, published=NOW - timedelta(days=(n * 7) % 10), item_key=f"{n}") for n in range(12)]
    )
    parts = listed(store, ArticleFilter(words="piece", stage="unread"), limit=3)
    first = [next(parts) for _ in range(3)]
    store.save_reading(Reading(article_id=first[0], language="en", genre="news", statements=()), copy_of=None, now=NOW)
    assert sorted([*first, *parts]) == sorted(f"article-{n}" for n in range(12))


@pytest.mark.parametrize("words", ["", "piece"])
def test_parts_of_a_list_follow_each_other_also_at_one_moment(store, words):
    store.add_articles([found_article(n, seen=NOW) for n in range(5)])
    seen, after = [], None
    for _ in range(5):
        part = store.review.find_articles(ArticleFilter(words=words, after=after), limit=2)
        seen += [one.id for one in part.items]
        after = part.next
        if after is None:
            break
    assert sorted(seen) == [f"article-{n}" for n in range(5)]
    assert len(seen) == 5
    assert part.total == 5


@pytest.mark.parametrize("words", ["", "piece"])
@pytest.mark.parametrize(
    "after",
    [
        "nowhere",
        "9" * 30,
        "9.1_nowhere",
        "9_2025-09-08T00:00:00_article-1",
        "2025-09-08T00:00:00_article-1",
        "0001-01-01T00:00:00+14:00_article-1",
    ],
)
def test_a_place_that_is_none_is_refused_in_words(store, words, after):
    store.add_articles([found_article(1)])
    with pytest.raises(UsageError, match="no place in this list"):
        store.review.find_articles(ArticleFilter(words=words, after=after), limit=2)


def test_articles_are_narrowed_by_feed_stage_and_time(store):
    store.add_articles([found_article(1), found_article(2, feed_id="feed-2"), found_article(3, wants_page=True)])
    assert found(store, feed="feed-2") == ["article-2"]
    assert found(store, stage="page_wanted") == ["article-3"]
    first = datetime(2025, 9, 8, 2, tzinfo=UTC)
    assert found(store, since=first, until=first + timedelta(minutes=1)) == ["article-2"]
    assert found(store, "piece", feed="feed-1", stage="unread") == ["article-1"]


def test_words_that_say_nothing_are_told_so(store):
    with pytest.raises(UsageError, match="no word to look for"):
        found(store, "-only")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("two words", '("two" AND "words")'),
        ('"two words"', '("two words")'),
        ("war* -peace", '("war"*) NOT "peace"'),
        ('a OR b) "c', '("a" AND "OR" AND "b" AND "c")'),
        ("naïve:col ^x", '("naïve col" AND "x")'),
    ],
)
def test_nothing_that_is_typed_is_an_operator(typed, asked):
    assert for_fts5(terms_of(typed)) == asked


def test_an_excerpt_shows_the_first_word_that_was_looked_for():
    text = "nothing " * 100 + "here is the treaty text " + "nothing " * 100
    assert "the treaty text" in excerpt(text, terms_of("treaty"))
    assert excerpt(text, terms_of("absent")).startswith("nothing")
    assert excerpt("", ()) == ""


def test_an_excerpt_does_not_repeat_the_title_above_it(store):
    title = "NATO and Russia resume talks"
    store.add_articles(
        [
            found_article(1, title=title, text=f"{title}\nThe sides met in Geneva, for talks on talks."),
            found_article(2, title=title, text=title),
        ]
    )

    def excerpts(words):
        return {one.id: one.excerpt for one in store.review.find_articles(ArticleFilter(words=words), limit=5).items}

    for words in ("", "talks"):
        assert excerpts(words) == {"article-1": "The sides met in Geneva, for talks on talks.", "article-2": ""}


def test_alerts_are_listed_by_what_they_are_now(store):
    first = alert()
    store.add_alerts([first, alert(id="al-2", key="k2", severity=90, raised_at=NOW, kind="reversal")], NOW)
    store.add_alerts([replace(first, severity=95, confidence=0.9)], NOW)
    listed = store.review.find_alerts(AlertFilter(), order="severity", limit=5)
    assert [judged.alert.id for judged in listed.items] == ["al-0001", "al-2"]
    for word in ("stale", "confirm"):
        store.add_verdict(Verdict(alert_id="al-2", word=word, by="A", at=NOW + timedelta(seconds=len(word))))
    assert store.review.last_verdicts(["al-0001", "al-2"]) == {"al-2": "confirm"}
    for judged, ids in (("open", ["al-0001"]), ("confirmed", ["al-2"]), ("dismissed", [])):
        assert [one.alert.id for one in store.review.find_alerts(AlertFilter(judged=judged), limit=5).items] == ids
    assert store.review.count_alerts(AlertFilter(kind="reversal")) == {("chat", "confirmed", "confirm"): 1}
    assert [d.detail for d in store.review.decisions(limit=9).items] == ["confirm", "stale"]


def test_a_verdict_that_is_delivered_twice_is_one_decision(store):
    store.add_alerts([alert()], NOW)
    for _ in range(2):
        store.add_verdict(Verdict(alert_id="al-0001", word="stale", by="A", at=NOW, ref="r1"))
    assert store.review.decisions(limit=9).total == 1


def test_streams_are_drawn_from_what_is_repeated_beside_the_documents(store):
    store.add_articles([found_article(1)])
    said = (
        utterance(evidence=(evidence(),)),
        utterance(id="u2", evidence=(evidence(),), levels=(1.0, 0, 0, 0, 0), weight=0.5),
    )
    store.save_weighed("article-1", Weighed(utterances=said, streams=(stream(),)), NOW)
    (week,) = store.review.stream_weeks(DIA, *EVER)
    assert (week.n, week.weight) == (2, pytest.approx(1.4))
    assert week.weighted == pytest.approx(sum(u.weight * u.mean for u in said))
    assert [dot.weight for dot in store.review.stream_dots(DIA, *EVER, limit=1)] in ([0.9], [0.5])
    (standing,) = store.review.standings()
    assert (standing.key, standing.n, standing.mean, standing.baseline_mean) == (DIA, 41, 0.9, -0.8)
    assert store.review.offices_heard() == ["RU-MFA"]
    (spoken,) = store.review.spoken(issue="DIA")
    assert (spoken.n, spoken.first) == (2, said[0].said_at)
    part = store.review.said(SaidFilter(office="RU-MFA"), offset=1, limit=5)
    assert (len(part.items), part.total) == (1, 2)


def test_what_was_spoken_is_counted_once_and_again_when_it_turns_out_to_be_older(store):
    store.add_articles([found_article(n) for n in (1, 2)])
    first, again = (
        utterance(evidence=(evidence(),)),
        utterance(evidence=(evidence(),), said_at=utterance().said_at - timedelta(days=3)),
    )
    for number, said in ((1, first), (2, again)):
        store.save_weighed(f"article-{number}", Weighed(utterances=(said,)), NOW)
    (spoken,) = store.review.spoken()
    assert (spoken.n, spoken.first, spoken.last) == (1, again.said_at, again.said_at)


def test_copies_are_found_from_any_of_them(store):
    store.add_articles([found_article(n) for n in (1, 2, 3)])
    for number, copy_of in ((1, None), (2, "article-1"), (3, "article-2")):
        reading = Reading(article_id=f"article-{number}", language="en", genre="news", statements=(statement(),))
        store.save_reading(reading, copy_of=copy_of, now=NOW)
    for number in (1, 2, 3):  # also copies of copies
        found = store.review.copies(f"article-{number}")
        assert [one.id for one in found] == ["article-1", "article-2", "article-3"]
    assert store.review.copies("none") == []


def test_users_and_their_sessions(store):
    user = User(name="A", role="answer", secret="s", added_at=NOW)
    store.review.save_user(user, "root")
    store.review.begin_session(Session(mark="m", user="A", began=NOW, ends=NOW + timedelta(hours=1)))
    assert store.review.user_of_session("m", NOW) == user
    assert store.review.user_of_session("m", NOW + timedelta(hours=1)) is None
    store.review.save_user(replace(user, role="read"), "root")
    assert store.review.user_of_session("m", NOW) is None
    assert store.review.remove_user("A", "root", now=NOW)
    assert not store.review.remove_user("A", "root", now=NOW)
    assert [d.detail for d in store.review.decisions(limit=9).items] == ["removed", "read", "answer"]


def test_a_database_of_before_is_listed_drawn_and_searched(url, open_at):
    """What the migration fills in is what would have been written."""
    store = open_at(url)
    store.add_articles([found_article(1)])
    said = Weighed(utterances=(utterance(evidence=(evidence(),)),), streams=(stream(),), alerts=(alert(),))
    store.save_weighed("article-1", said, NOW)
    store.add_verdict(Verdict(alert_id="al-0001", word="stale", by="A", at=NOW))
    store.save_digest(digest(title="Nothing moved", lines=["Nothing “moved”.", "Little was read."]), send=False)
    before = _as_listed(store)
    database = open_database(url)
    with database.write() as connection:
        migrate.downgrade(connection, "0004")
        migrate.upgrade(connection, place="here")
    database.close()
    assert _as_listed(store) == before


def _as_listed(store):
    review = store.review
    return (
        review.find_alerts(AlertFilter(judged="dismissed", bloc="RU"), order="confidence", limit=5),
        review.stream_weeks(DIA, *EVER),
        review.standings(),
        review.spoken(),
        review.digest_heads(limit=5),
        found(store, "contacts"),
    )
