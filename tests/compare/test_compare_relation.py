"""What the answers of the cross-encoder and the rules come to, whoever gave them."""

from __future__ import annotations

from dataclasses import replace

from monitor.compare.agreement import Agreement
from monitor.compare.found import Passage, Ranked
from monitor.compare.judged import Judged, telling
from monitor.compare.relation import decide, decide_first_line, decide_without_words, with_denials
from monitor.compare.side_votes import SideVote
from monitor.ports import Directions, Relating, Relations

_places = iter(range(0, 10_000, 100))


def judged(
    *, own: float = 1.0, near: float = 0.8, harder: float = 0.1, rules: float | None = None, **shares: float
) -> Judged:
    """A passage with the probabilities named; what is left goes to `unrelated`. `rules`: vote on the whole claim."""
    rest = 1.0 - sum(shares.values())
    relation = Relations(*(shares.get(name, 0.0) + rest * (name == "unrelated") for name in Relations._fields))
    start = next(_places)
    passage = Passage(start=start, end=start + 9, text="Some words", speaker="Somebody", own=own)
    return Judged(
        found=Ranked(passage=passage, similarity=near, shared=near, relevance=near),
        nearness=near,
        relating=Relating(relation, Directions(0.9 - harder, harder, 0.1)),
        agreement=None if rules is None else Agreement(vote=rules, backing=1.0, words=("talks",)),
    )


def test_what_the_actor_says_plainly_is_told_with_its_probability() -> None:
    said = judged(contradicts=0.8, reaffirms=0.1)
    found = decide([said])
    assert found.relation == "contradicts"
    assert found.decisive == (said.found,)
    assert found.reason == (
        "these words cannot stand beside the claim (0.80 of 1 speaks for a move, 0.10 for the same line)"
    )


def test_a_move_that_is_surely_harder_is_said_to_be_on_a_followed_issue() -> None:
    surely, hardly = judged(contradicts=0.8, harder=0.7), judged(contradicts=0.8, harder=0.2)
    on_talks = SideVote("DIA", 0.0)
    assert ", and turn the line harder (" in decide([replace(surely, side=on_talks)]).reason
    assert "harder" not in decide([replace(hardly, side=on_talks)]).reason
    assert "harder" not in decide([surely]).reason


def test_of_softer_words_no_reason_says_that_they_are_the_same_or_the_contrary() -> None:
    assert decide([judged(softens=0.9, rules=1.0)]).reason.endswith("; both are about “talks”")


def test_the_passage_nearer_to_the_position_outweighs_a_stray_one() -> None:
    near, stray = judged(near=0.9, reaffirms=0.8), judged(near=0.3, contradicts=0.9)
    assert decide([near, stray]).relation == "reaffirms"


def test_rules_that_surely_see_the_same_terms_said_outweigh_a_doubtful_network_and_are_named() -> None:
    doubtful = {"contradicts": 0.5, "reaffirms": 0.3}
    assert decide([judged(**doubtful)]).relation == "contradicts"
    found = decide([judged(**doubtful, rules=1.0)])
    assert found.relation == "reaffirms"
    assert found.reason.endswith("; about “talks” they say the same as the claim")


def test_terms_that_point_the_other_way_than_the_answer_are_not_named_as_its_reason() -> None:
    moved, same = decide([judged(contradicts=0.95, rules=0.2)]), decide([judged(reaffirms=0.95, rules=-0.2)])
    assert (moved.relation, same.relation) == ("contradicts", "reaffirms")
    assert moved.reason.endswith("for the same line)")
    assert same.reason.endswith("for a move)")


def test_a_reason_is_a_sentence_whatever_the_number_of_terms() -> None:
    one = judged(contradicts=0.9, rules=-1.0)
    three = replace(one, agreement=Agreement(vote=-1.0, backing=1.0, words=("talks", "NATO", "Russia")))
    assert decide([three]).reason.endswith("; about “talks”, “NATO” and “Russia” they say the contrary of the claim")


def test_own_words_that_take_no_side_only_discuss() -> None:
    assert decide([judged(discusses=0.9)]).relation == "discusses"


def test_words_that_leave_it_to_others_take_no_side_whatever_the_network_says() -> None:
    left = replace(judged(contradicts=0.9, rules=-1.0), defers=True)
    found = decide([left])
    assert found.relation == "discusses"
    assert "they leave it to others, or give no answer" in found.reason
    assert decide_first_line([replace(judged(new=0.9), defers=True)]).relation == "discusses"


def test_without_a_claim_only_a_first_line_is_new() -> None:
    assert decide_first_line([judged(new=0.7)]).relation == "new"
    assert decide_first_line([judged(discusses=0.7)]).relation == "discusses"


def test_words_of_others_only_discuss_and_nothing_found_is_unrelated() -> None:
    others = judged(own=0.1, contradicts=0.9)
    assert decide_without_words([others.found], others.found).relation == "discusses"
    found = decide_without_words([], None)
    assert (found.relation, found.decisive) == ("unrelated", ())


def test_what_is_called_unrelated_names_the_sentence_that_came_nearest() -> None:
    others = judged(own=0.1, contradicts=0.9)
    reason = decide_without_words([], others.found).reason
    assert f"“{others.found.passage.text}”" in reason
    long = replace(others.found, passage=replace(others.found.passage, text="So be it, he said. " * 40))
    assert len(decide_without_words([], long).reason) < 300


def test_what_speaks_against_an_answer_takes_of_its_confidence() -> None:
    plain = decide([judged(contradicts=0.8)])
    torn = decide([judged(contradicts=0.45, reaffirms=0.4)])
    hearsay = decide([judged(own=0.5, contradicts=0.8)])
    assert torn.confidence < plain.confidence > hearsay.confidence


def test_of_nobodys_claim_in_a_whole_article_only_what_is_plain_moves() -> None:
    torn = [judged(contradicts=0.35, softens=0.25, reaffirms=0.3)]
    assert decide(torn).relation == "contradicts"
    found = decide(torn, plainly=True)
    assert (found.relation, "may be the contrary of the claim, and are not plainly so" in found.reason) == (
        "discusses",
        True,
    )
    assert decide([judged(contradicts=0.9)], plainly=True).relation == "contradicts"
    assert decide([judged(contradicts=0.3, reaffirms=0.45)], plainly=True).relation == "reaffirms"
    stronger = [judged(hardens=0.6, reaffirms=0.3)]
    assert decide(stronger).relation == "hardens"
    found = decide(stronger, plainly=True)
    assert (found.relation, "may be harder than the claim" in found.reason) == ("discusses", True)
    assert decide([judged(hardens=0.9)], plainly=True).relation == "hardens"


def test_a_move_counts_more_than_a_repeat_and_says_so() -> None:
    found = decide([judged(contradicts=0.35, reaffirms=0.45)])
    assert (found.relation, "a move counts 1.6 times" in found.reason) == ("contradicts", True)
    assert "counts" not in decide([judged(contradicts=0.45, reaffirms=0.4)]).reason
    assert decide([judged(contradicts=0.25, reaffirms=0.45)]).relation == "reaffirms"


def test_behind_the_first_words_only_such_are_shown_as_are_near_enough() -> None:
    first = judged(near=0.9, contradicts=0.9)
    near, far = judged(near=0.3, contradicts=0.9), judged(near=0.2, contradicts=0.9)
    assert [len(decide([first, other]).decisive) for other in (near, far)] == [2, 1]


def test_of_many_passages_those_decide_that_are_near_and_take_a_side() -> None:
    silent = [judged(near=0.5, discusses=0.95) for _ in range(6)]
    tells = judged(near=0.3, contradicts=0.9)
    chosen = telling([*silent, tells], first=False)
    assert (tells in chosen, len(chosen), chosen[0].nearness) == (True, 4, 0.5)
    first = judged(near=0.3, new=0.9)
    assert first in telling([*silent, tells, first], first=True)
    assert first not in telling([*[tells] * 6, replace(first, nearness=0.01)], first=False)


def test_the_reason_says_which_quotes_are_told_only_to_be_denied() -> None:
    plain, denied = judged(near=0.9, reaffirms=0.9), judged(near=0.8, reaffirms=0.9)
    denied = replace(denied, found=replace(denied.found, passage=replace(denied.found.passage, denied=True)))
    both = with_denials(decide([plain, denied]))
    assert both.decisive == (plain.found, denied.found)
    assert both.reason.endswith("; quote 2 is told only to be denied")
    assert with_denials(decide([plain])) == decide([plain])
    assert with_denials(decide([denied, denied])).reason.endswith("; quotes 1 and 2 are told only to be denied")
