"""The budget of second opinions, and judgements of two models kept with a statement."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

from monitor.types import Opinion, OpinionDay, Reading
from tests.builders import found_article, statement

NOW = datetime(2025, 9, 8, 23, 59, tzinfo=UTC)
LATER = NOW + timedelta(minutes=2)


def test_a_day_has_as_many_as_it_has(store):
    assert [store.claim_opinion(NOW, 2) for _ in range(3)] == [True, True, False]
    assert store.claim_opinion(LATER, 2), "after midnight UTC a new day begins"
    assert store.opinion_day(NOW).asked == 2
    assert not store.claim_opinion(NOW + timedelta(days=5), 0)


def test_a_restart_does_not_renew_it(url, open_at):
    open_at(url).claim_opinion(NOW, 1)

    assert not open_at(url).claim_opinion(NOW, 1)


def test_many_at_once_get_no_more_than_there_are(url, open_at):
    stores = [open_at(url) for _ in range(4)]
    with ThreadPoolExecutor(8) as threads:
        granted = list(threads.map(lambda n: stores[n % 4].claim_opinion(NOW, 5), range(16)))

    assert granted.count(True) == 5
    assert stores[0].opinion_day(NOW).asked == 5


def test_what_was_not_spent_is_given_back_to_its_own_day(store):
    store.claim_opinion(NOW, 2)
    store.claim_opinion(NOW, 2)
    store.end_opinion(NOW, "no connection", LATER, spent=False)
    store.end_opinion(NOW, None, LATER, spent=True)

    assert store.opinion_day(NOW) == OpinionDay(1, 1, "no connection", LATER)
    assert store.opinion_day(LATER) == OpinionDay(0, 0, "no connection", LATER)


def test_nothing_was_ever_asked(store):
    assert store.opinion_day(NOW) == OpinionDay()


def test_the_judgements_of_both_models_are_kept(store):
    own = Opinion(model="rules", issue="DIA", level=None, levels=(0.1, 0.2, 0.4, 0.2, 0.1))
    other = Opinion(
        model="judge-7b", issue=None, level=-2, commitment="denied", denied=True, said_date=date(2025, 9, 7),
        quote="“слова”", reason="why", votes=2, asked=3,
    )  # fmt: skip
    given = statement(opinions=(own, other))
    store.add_articles([found_article(1)])
    store.save_reading(
        Reading(article_id="article-1", language="en", genre="news", statements=(given,)), copy_of=None, now=NOW
    )

    ((_, statements, _),) = store.unweighed(1)
    assert statements == (given,)
