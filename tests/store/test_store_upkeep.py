"""Retention: what is old and carries nothing is emptied, and still known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.types import CANNOT_READ, Reading, SignOfLife, Weighed
from tests.builders import alert, evidence, found_article, statement, utterance

NOW = datetime(2025, 10, 8, tzinfo=UTC)
SIGNATURE = tuple(range(128))


@pytest.fixture
def kept(store):
    """Article 1 carries an utterance, 2 carries nothing, 3 is not weighed."""
    store.add_articles([found_article(number) for number in (1, 2, 3)])
    for number in (1, 2, 3):
        reading = Reading(
            article_id=f"article-{number}", language="en", genre="news", statements=(statement(),), signature=SIGNATURE
        )
        store.save_reading(reading, copy_of=None, now=NOW)
    store.save_weighed("article-1", Weighed(utterances=(utterance(evidence=(evidence(article="article-1"),)),)), NOW)
    store.save_weighed("article-2", Weighed(), NOW)
    return store


def test_only_what_is_weighed_and_carries_nothing_is_emptied(kept):
    assert kept.prune(NOW) == {"articles": 1, "statements": 1}
    assert [kept.article(f"article-{number}").text == "" for number in (1, 2, 3)] == [False, True, False]


def test_what_a_new_theme_was_told_of_is_kept_though_it_carries_no_utterance(kept):
    kept.add_alerts([alert(kind="new_theme", issue="", evidence=(evidence(article="article-2"),))], NOW)

    assert kept.prune(NOW) == {"articles": 0, "statements": 0}
    assert kept.article("article-2").text


def test_an_emptied_article_is_still_known(kept):
    kept.prune(NOW)

    assert kept.add_articles([found_article(2, id="another")]) == 0


def test_what_is_dated_later_is_kept(kept):
    assert kept.prune(found_article(1).published - timedelta(days=1)) == {"articles": 0, "statements": 0}


def test_old_articles_are_no_longer_compared_with(kept):
    kept.prune(NOW)

    assert kept.similar(SIGNATURE, since=NOW - timedelta(days=99), until=NOW, exclude="") == []


def test_what_ended_processes_said_of_their_reading_goes_with_what_the_next_one_says(store):
    def tell(name, minutes):
        store.note_life(SignOfLife(name=name, at=NOW + timedelta(minutes=minutes), well=False, words="no memory"))

    tell("Slack answers", 0)
    for minutes in (0, 3, 9):
        tell(f"{CANNOT_READ} at worker@host:{minutes}", minutes)
    assert [sign.name for sign in store.life()] == [f"{CANNOT_READ} at worker@host:9", "Slack answers"]
    tell(f"{CANNOT_READ} at worker@host:10", 10)
    assert len(store.life()) == 3
