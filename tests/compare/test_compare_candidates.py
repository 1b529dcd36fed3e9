"""Which passages are asked what they do to a position."""

from __future__ import annotations

from monitor.compare.aboutness import Ranking
from monitor.compare.candidates import (
    A_WHOLE_ARTICLE,
    ANYBODYS,
    MANY,
    MOST,
    NEAREST_OF_ALL,
    NEAREST_OF_MANY,
    ON_ISSUE,
    ON_TOPIC,
    RELATED,
    choose,
)
from monitor.compare.found import Passage, Ranked


def ranked(relevance: float, *, own: float = 1.0, start: int = 0) -> Ranked:
    passage = Passage(start=start, end=start + 9, text="Some words", speaker="Somebody", own=own)
    return Ranked(passage=passage, similarity=relevance, shared=relevance, relevance=relevance)


def ranking(*found: Ranked, nearness: float) -> Ranking:
    return Ranking(found, {}, nearness)


def test_in_an_article_on_the_topic_whatever_the_actor_says_counts_as_about_it() -> None:
    far = ranked(0.0)
    on = choose(ranking(far, nearness=ON_TOPIC), anybody=False, claimed=True)
    assert [(each.found, each.nearness) for each in on.own] == [(far, RELATED)]
    off = choose(ranking(far, nearness=ON_TOPIC - 0.01), anybody=False, claimed=True)
    assert (off.own, off.related) == ((), ())


def test_an_issue_alone_needs_less_to_be_the_topic() -> None:
    article = ranking(ranked(0.0), nearness=ON_ISSUE)
    assert choose(article, anybody=False, claimed=False).own
    assert not choose(article, anybody=False, claimed=True).own


def test_where_they_speak_themselves_nobody_speaks_for_them() -> None:
    colleague, themselves = ranked(0.9, own=0.6), ranked(0.1, own=0.9)
    own = choose(ranking(colleague, themselves, nearness=1.0), anybody=False, claimed=True).own
    assert [each.found for each in own] == [themselves]
    off = choose(ranking(colleague, themselves, nearness=0.0), anybody=False, claimed=True).own
    assert [each.found for each in off] == [colleague]


def test_where_whoever_speaks_counts_the_topic_of_the_article_is_not_enough() -> None:
    found = [ranked(ANYBODYS - 0.01, start=n) for n in range(MANY - 1)]
    assert choose(ranking(*found, nearness=2.0), anybody=True, claimed=True).own == ()


def test_of_many_passages_of_anybodys_one_must_be_near_and_then_all_are_asked() -> None:
    found = [ranked(ANYBODYS, start=n) for n in range(MANY - 1)]
    far, near = ranked(NEAREST_OF_MANY - 0.01, start=99), ranked(NEAREST_OF_MANY, start=99)
    assert choose(ranking(*found, far, nearness=2.0), anybody=True, claimed=True) == ((), (), True)
    assert len(choose(ranking(*found, near, nearness=0.0), anybody=True, claimed=True).own) == MANY
    few = choose(ranking(*found, nearness=0.0), anybody=True, claimed=True)
    assert (len(few.own), few.crowded) == (MANY - 1, False)


def test_the_more_passages_there_are_the_nearer_the_nearest_must_be() -> None:
    far = [ranked(ANYBODYS, start=n) for n in range(A_WHOLE_ARTICLE - 2)]
    near = ranked(NEAREST_OF_ALL - 0.01, start=98)
    assert choose(ranking(*far, near, nearness=0.0), anybody=True, claimed=True).own
    assert choose(ranking(*far, far[0], near, nearness=0.0), anybody=True, claimed=True) == ((), (), True)


def test_the_network_is_asked_about_the_nearest_ones_only() -> None:
    found = [ranked(n / 100, start=n) for n in range(40)]
    own = choose(ranking(*found, nearness=1.0), anybody=False, claimed=True).own
    assert [each.found.relevance for each in own] == [n / 100 for n in range(39, 39 - MOST, -1)]


def test_an_article_on_the_topic_in_which_the_actor_is_silent_names_what_others_say() -> None:
    others = choose(ranking(ranked(0.1, own=0.0), ranked(0.2, own=0.0), nearness=1.0), anybody=False, claimed=True)
    assert (others.own, [found.relevance for found in others.related]) == ((), [0.2])


def test_a_sentence_or_two_held_against_a_claim_of_nobody_need_not_be_near() -> None:
    found = ranked(ANYBODYS, start=0)
    assert choose(ranking(found, nearness=0.0), anybody=True, claimed=True).own
    assert not choose(ranking(ranked(ANYBODYS - 0.01, start=0), nearness=0.0), anybody=True, claimed=True).own
    assert not choose(ranking(found, nearness=0.0), anybody=False, claimed=True).own


def test_to_an_issue_alone_what_reading_takes_to_be_on_it_is_near() -> None:
    passage = Passage(start=0, end=9, text="Some words", speaker="Somebody", own=1.0, issue="HYB")
    far = ranking(Ranked(passage=passage, similarity=0.0, shared=0.0, relevance=0.0), nearness=0.0)
    assert choose(far, anybody=False, claimed=False, issue="HYB").own
    assert not choose(far, anybody=False, claimed=False, issue="SAN").own
    assert not choose(far, anybody=False, claimed=True, issue="HYB").own
