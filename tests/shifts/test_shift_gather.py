"""Statements into utterances, copies into their originals, repeats into one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.shifts import gather
from monitor.shifts.merge import is_one, merge, shingles_of
from monitor.shifts.merge import place as placed_in
from monitor.types.reading import CARRIED, ELSEWHERE, ROLE_CONFLICT, UNSHARED
from tests.shifts.shift_world import MFA_DIA, RULES, START, WORLD, article, place, said, sure, told


def gathered(*statements, of=None, original=()):
    return gather(of or article(), statements, world=WORLD, rules=RULES, original=original)


@pytest.mark.parametrize(
    "changes",
    [
        {"office": None, "actor": None},
        {"office": None},
        {"issue": None},
        {"weight": 0.0},
        {"commitment": "question"},
        {"nested": True},
        {"levels": None, "level": None},
        {"office": "NOWHERE", "actor": None},
        {"office": "NATO-SG"},
    ],
)
def test_what_carries_no_stream_makes_no_utterance(changes):
    assert gathered(told(**changes)) == ()


@pytest.mark.parametrize(("day", "count"), [("2024-09-30", 1), ("2024-10-03", 0)])
def test_a_former_holder_does_not_speak_for_the_office(day, count):
    at = START.fromisoformat(f"{day}T12:00:00+00:00")
    statement = told(actor="stoltenberg", office="NATO-SG", said_at=at)
    assert len(gathered(statement, of=article(published=at, seen=at))) == count


def test_statements_of_one_office_on_one_issue_are_one_utterance():
    (one,) = gathered(told(), told(start=70, end=81, text="Is that so?", weight=0.3, levels=sure(0)))
    assert one.key == MFA_DIA
    assert one.levels == pytest.approx([0.025, 0.025, 0.24375, 0.025, 0.68125])
    assert one.weight == 0.9
    assert [e.quote for e in one.evidence] == [
        "We are ready to resume talks without any conditions from tomorrow on.",
        "Is that so?",
    ]
    assert one.origins == ("Example Press",)


@pytest.mark.parametrize(
    ("page", "is_own"),
    [
        ({"primary": True, "speaks_for": "RU-MFA"}, True),
        ({"primary": True, "speaks_for": "NATO-SG"}, False),
        ({"primary": True}, True),
        ({"primary": False, "speaks_for": "RU-MFA"}, False),
    ],
)
def test_words_quoted_on_the_own_page_are_the_speakers_own(page, is_own):
    (one,) = gathered(told(voice="quoted"), of=article(**page))
    assert one.primary is is_own


def test_a_paraphrase_on_the_own_page_is_still_a_paraphrase():
    (one,) = gathered(told(voice="reported"), of=article(primary=True, speaks_for="RU-MFA"))
    assert not one.primary


def test_the_evidence_is_the_text_at_its_place():
    source = article()
    (one,) = gathered(told(start=0, end=12, text="We are ready"), of=source)
    assert all(source.text[e.start : e.end] == e.quote for e in one.evidence)


def test_the_same_article_gives_the_same_utterances():
    assert gathered(told()) == gathered(told())
    assert gathered(told())[0].id != gathered(told(), of=article(id="a2"))[0].id


def test_sure_statements_are_not_diluted_by_abstained_ones():
    (one,) = gathered(told(), told(levels=(0.2,) * 5, abstained=True, weight=0.3))
    assert one.levels == pytest.approx(sure(2))
    assert one.margin > 0


def test_only_abstained_statements_have_no_margin():
    (one,) = gathered(told(abstained=True, weight=0.3))
    assert one.margin == 0


@pytest.mark.parametrize(
    ("levels", "margin"),
    [(sure(2), 0.875), ((0, 0, 0.1, 0.45, 0.45), 0.45), ((0.2,) * 5, 0.0), ((0.4, 0.05, 0.05, 0.1, 0.4), 0.0)],
)
def test_the_margin_is_ahead_of_the_best_level_that_is_not_beside(levels, margin):
    assert gathered(told(levels=levels))[0].margin == pytest.approx(margin)


@pytest.mark.parametrize(
    ("of", "quiet"),
    [
        ({}, False),
        ({"backlog": True}, True),
        ({"published": START + timedelta(days=13)}, False),
        ({"published": START + timedelta(days=15)}, True),
        ({"published": None, "seen": START + timedelta(days=15)}, True),
    ],
)
def test_backlog_and_stale_articles_are_quiet(of, quiet):
    assert gathered(told(), of=article(**of))[0].quiet is quiet


def test_a_role_conflict_travels_with_the_utterance():
    assert gathered(told(marks=frozenset({ROLE_CONFLICT})))[0].flags == ("role conflict",)


def test_what_a_reason_says_in_words_decides_nothing():
    words = ("agency, role conflict (text says former) 0.8", CARRIED, UNSHARED, ELSEWHERE)
    (utterance,) = gathered(told(reasons=words))

    assert (utterance.flags, utterance.agreeing) == ((), 1)


def test_twenty_copies_count_and_are_one_origin():
    (grown,) = gathered(told())
    for n in range(2, 21):
        copy = article(id=f"a{n}", owner=f"Owner {n}")
        (grown,) = gathered(told(), of=copy, original=(grown,))
    assert (grown.copies, grown.origins) == (20, ("Example Press",))
    assert grown.id == gathered(told())[0].id
    assert (grown.levels, grown.weight) == (gathered(told())[0].levels, 0.9)


def test_a_copy_that_was_counted_is_not_counted_again():
    (first,) = gathered(told())
    (grown,) = gathered(told(), of=article(id="a2"), original=(first,))
    assert gathered(told(), of=article(id="a2"), original=(grown,)) == (grown,)


def test_a_copy_on_the_speakers_own_page_is_an_origin():
    (first,) = gathered(told())
    own = article(id="a2", owner="Russian state", primary=True)
    (grown,) = gathered(told(voice="primary", weight=1.0), of=own, original=(first,))
    assert (grown.origins, grown.primary, grown.weight) == (("Example Press", "Russian state"), True, 1.0)


def test_a_copy_that_was_not_read_apart_is_counted():
    (first,) = gathered(told())
    assert [u.copies for u in gathered(of=article(id="a2"), original=(first,))] == [2]


@pytest.mark.parametrize("gone", [{"office": "RU-CLOSED"}, {"issue": "OLD"}])
@pytest.mark.parametrize("read_apart", [True, False])
def test_a_copy_leaves_alone_what_is_of_an_office_or_issue_that_is_gone(gone, read_apart):
    (first,) = gathered(told())
    old = replace(first, id="ut-old", key=MFA_DIA._replace(**gone))
    statements = [told()] if read_apart else []
    assert [u.id for u in gathered(*statements, of=article(id="a2"), original=(old, first))] == [first.id]


def test_what_a_copy_says_beyond_its_original_is_new():
    (first,) = gathered(told())
    both = gathered(told(), told(issue="THR"), of=article(id="a2"), original=(first,))
    assert [(u.key.issue, u.copies) for u in both] == [("DIA", 2), ("THR", 1)]


WORDS = "we are ready to talk with anyone at any time of the day"


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({}, True),
        ({"shingles": shingles_of(("something else was said here and it is long enough",), 8)}, False),
        ({"said_at": START + timedelta(days=2)}, True),
        ({"said_at": START + timedelta(days=2, minutes=1)}, False),
        ({"key": MFA_DIA._replace(issue="THR")}, False),
    ],
)
def test_common_words_within_two_days_make_one_act_of_saying(changes, one):
    first = said(1, 1, START, shingles=shingles_of((WORDS,), 8))
    second = said(2, 1, START, **({"shingles": shingles_of((WORDS.upper() + "!",), 8)} | changes))
    assert is_one(first, second, RULES.merge) is one


@pytest.mark.parametrize(
    ("voice", "level", "hours", "one"),
    [("reported", 1, 3, True), ("quoted", 1, 3, False), ("reported", 0, 3, False), ("reported", 1, 24, False)],
)
def test_paraphrases_of_one_day_and_level_are_one(voice, level, hours, one):
    first = said(1, 1, START)
    at = START + timedelta(hours=hours)
    second = said(2, level, at, evidence=(place("a2", "He hinted at more.", at, voice),))
    assert is_one(first, second, RULES.merge) is one


def test_two_levels_that_are_as_likely_stand_for_the_one_that_is_shown():
    first, at = said(1, 0, START), START + timedelta(hours=3)
    second = said(2, 0, at, evidence=(place("a2", "He hinted at more.", at, "reported"),))
    assert is_one(first, replace(second, levels=(0.35, 0.0, 0.35, 0.0, 0.3)), RULES.merge)


def test_short_quotes_are_known_by_their_whole():
    assert shingles_of(("ready for talks now",), 8) == shingles_of(("Ready for talks, now.",), 8)
    assert shingles_of(("too short",), 8) == ()


def test_merging_keeps_the_stronger_label_and_every_origin():
    weak = said(1, 1, START, weight=0.5)
    strong = said(2, 2, START - timedelta(hours=2), weight=1.0, primary=True, speaker_level=5)
    one, other = merge(weak, strong), merge(strong, weak)
    assert (one.id, other.id) == (weak.id, strong.id)
    assert (one.levels, one.weight, one.said_at, one.primary, one.speaker_level) == (
        strong.levels,
        1.0,
        strong.said_at,
        True,
        5,
    )
    assert (one.levels, one.weight, one.said_at) == (other.levels, other.weight, other.said_at)
    assert set(one.origins) == set(other.origins) == {"Owner 1", "Owner 2"}
    assert (one.copies, len(one.evidence)) == (2, 2)


def test_merging_the_same_article_twice_changes_nothing():
    first, second = said(1, 1, START), said(2, 1, START)
    assert merge(merge(first, second), second) == merge(first, second)


def test_an_utterance_that_the_store_has_is_not_shrunk_by_doing_its_article_again():
    first, second = said(1, 1, START), said(2, 1, START)
    grown = merge(first, second)
    assert placed_in(first, (grown,), RULES.merge).utterance == grown


def test_sentences_that_take_the_level_are_counted_once_each():
    texts = ("We are open to talks.", "We  are open to talks.", "We invite them to talks.", "We refuse to talk.")
    levels = (2, 2, 1, -2)
    statements = tuple(
        told(start=50 * n, end=50 * n + 10, text=text, level=level, levels=sure(level), abstained=False)
        for n, (text, level) in enumerate(zip(texts, levels, strict=True))
    )
    (utterance,) = gather(article(), statements, world=WORLD, rules=RULES)

    assert utterance.agreeing == 2


@pytest.mark.parametrize(
    ("of_the_middle", "of_the_side", "agreeing"),
    [((), (), 3), ((), (UNSHARED,), 0), ((UNSHARED,), (UNSHARED,), 0), ((CARRIED,), (), 2), ((), (ELSEWHERE,), 0)],
)
def test_sentences_whose_side_the_network_alone_sees_decide_nothing_beside_one_of_the_middle(
    of_the_middle, of_the_side, agreeing
):
    """A condition that the rules see is no second look at the side."""
    levels = (0, 1, 1)
    statements = tuple(
        told(
            start=50 * n,
            end=50 * n + 10,
            text=f"Sentence {n}.",
            level=level,
            levels=sure(level),
            abstained=False,
            marks=frozenset(of_the_side if level else of_the_middle),
        )
        for n, level in enumerate(levels)
    )
    (utterance,) = gather(article(), statements, world=WORLD, rules=RULES)

    assert utterance.agreeing == agreeing
