"""What turns, bends and places a statement, one rule a test."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from judging import quotation, said, shipped_judge, shipped_world, side_of_claim

from monitor.reading.found import Attribution
from monitor.reading.judging.judge import Judge


class CountingEmbedder:
    """Every sentence is the same vector: nothing is far from anything. Remembers how often it was called."""

    name = "counting"

    def __init__(self) -> None:
        self.calls: list[int] = []

    def embed(self, texts: list[str]) -> np.ndarray:
        self.calls.append(len(texts))
        return np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (len(texts), 1))


@pytest.mark.parametrize(
    ("plain", "turned", "issue", "language"),
    [
        ("We are ready to talk to Washington.", "We are not ready to talk to Washington.", "DIA", "en"),
        ("Europe will lift the sanctions.", "Europe will never lift the sanctions.", "SAN", "en"),
        ("We will deliver tanks to Kyiv.", "We refuse to deliver tanks to Kyiv.", "AID", "en"),
        ("Ukraine will join NATO.", "It is out of the question that Ukraine will join NATO.", "UKM", "en"),
        ("Мы готовы к переговорам.", "Мы не готовы к переговорам.", "DIA", "ru"),
        ("Санкции будут сняты.", "Санкции никогда не будут сняты.", "SAN", "ru"),
        ("Мы поставим танки Киеву.", "Мы отказываемся поставлять танки Киеву.", "AID", "ru"),
    ],
)
def test_a_negation_or_refusal_turns_the_level(plain: str, turned: str, issue: str, language: str) -> None:
    one = shipped_judge().judge_claim(plain, issue=issue, language=language)
    other = shipped_judge().judge_claim(turned, issue=issue, language=language)
    assert one.level is not None
    assert other.level is not None
    assert one.level * other.level < 0


def test_a_refusal_that_is_itself_negated_turns_nothing() -> None:
    judged = shipped_judge().judge_claim("We have never refused to negotiate.", issue="DIA", language="en")
    assert judged.level == 1


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("The Alliance has never been more united.", 1),
        ("The alliance has never been so divided.", -1),
        ("The Alliance has never been united.", -1),
        ("Альянс никогда ещё не был так един.", 1),
    ],
)
def test_never_so_much_as_now_denies_nothing(words: str, side: int) -> None:
    assert side_of_claim(words, "COH") == side


def test_a_cue_that_is_itself_a_refusal_is_not_turned_by_it() -> None:
    judged = shipped_judge().judge_claim(
        "Several capitals are against Ukraine joining NATO.", issue="UKM", language="en"
    )
    assert judged.level == -2


def test_a_condition_moves_the_statement_to_the_middle() -> None:
    judged = said("We will lift the sanctions if Russia ends the war.", office="US-State")
    assert (judged.commitment, judged.level) == ("conditional", 0)


def test_even_if_is_no_condition() -> None:
    judged = shipped_judge().judge_claim(
        "Sanctions will be lifted, even if there is no deal.", issue="SAN", language="en"
    )
    assert judged.commitment == "flat"


def test_what_an_if_clause_supposes_is_not_claimed() -> None:
    judged = shipped_judge().judge_claim("If Brussels lifts the sanctions they win.", issue="SAN", language="en")
    assert judged.abstained


def test_a_hedge_is_marked_and_weakens() -> None:
    flat, hedged = said("We will resume talks with NATO."), said("We might resume talks with NATO.")
    assert (hedged.commitment, hedged.weight) == ("hedged", 0.7)
    assert ("said hedged 0.7" in hedged.reasons, "said flat 1" in flat.reasons) == (True, False)
    assert hedged.levels is not None
    assert flat.levels is not None
    assert max(hedged.levels) < max(flat.levels)


def test_a_question_weighs_nothing() -> None:
    judged = said("Are we ready for talks with NATO?")
    assert (judged.commitment, judged.weight) == ("question", 0.0)


def test_what_the_reporting_cue_denies_is_mirrored() -> None:
    plain, denied = (
        said("Russia is ready for talks with NATO."),
        said("Russia is ready for talks with NATO.", denied=True),
    )
    assert plain.levels is not None
    assert denied.levels == tuple(reversed(plain.levels))
    assert (denied.commitment, denied.level, denied.weight) == ("denied", -plain.level, 0.7)


def test_accusing_the_other_side_of_refusing_is_not_refusing() -> None:
    judged = said("NATO refuses any dialogue with Russia.")
    assert (judged.issue, judged.abstained, judged.level) == ("DIA", True, None)


def test_refusing_oneself_is_refusing() -> None:
    judged = said("Russia refuses any dialogue with NATO.")
    assert (judged.issue, judged.level) == ("DIA", -2)


def test_what_is_asked_of_the_other_side_is_a_position() -> None:
    judged = said("The West must lift its sanctions.")
    assert (judged.issue, judged.level) == ("SAN", -2)


@pytest.mark.parametrize(
    ("words", "issue", "side"),
    [
        ("We oppose lifting the sanctions.", "SAN", 1),
        ("We stand against any easing of the sanctions against Russia.", "SAN", 1),
        ("We are against new sanctions.", "SAN", -1),
        ("Мы выступаем против отмены санкций.", "SAN", 1),
        ("Мы против новых санкций.", "SAN", -1),
        ("We oppose any cuts in arms deliveries to Kyiv.", "AID", 1),
        ("Мы против прекращения поставок оружия Киеву.", "AID", 1),
        ("Мы против поставок оружия Киеву.", "AID", -1),
        ("We rule out cutting off dialogue with Moscow.", "DIA", 1),
        ("Мы против прекращения диалога.", "DIA", 1),
        ("Диалога с Западом по безопасности нет и не будет.", "DIA", -1),
    ],
)
def test_who_refuses_the_end_of_something_is_for_it(words: str, issue: str, side: int) -> None:
    assert side_of_claim(words, issue) == side


@pytest.mark.parametrize(
    ("words", "office", "level"),
    [
        ("We call on Moscow to de-escalate.", "NATO-SG", None),
        ("We expect of Russia that it avoids an escalation.", "NATO-SG", None),
        ("We call on our allies to avoid an escalation.", "NATO-SG", 2),
        ("We agreed with Moscow to avoid an escalation.", "NATO-SG", 2),
        ("Мы ожидаем от НАТО деэскалации.", "RU-MFA", None),
        ("Мы добиваемся деэскалации.", "RU-MFA", 2),
    ],
)
def test_who_is_called_on_is_to_act_though_a_preposition_stands_before(
    words: str, office: str, level: int | None
) -> None:
    assert said(words, office=office).level == level


def test_the_other_sides_troops_say_nothing_of_the_speakers_posture() -> None:
    judged = said("Russia must withdraw its troops from the border with NATO.", office="NATO-SG")
    assert judged.abstained


def test_what_they_are_said_to_say_is_not_claimed() -> None:
    judged = said("They say that NATO has an open-door policy.")
    assert judged.level is None


def test_a_name_that_is_a_stance_holds_under_negation() -> None:
    judged = said("We will not let this illegal war against Ukraine go unanswered.", office="NATO-SG")
    assert (judged.issue, judged.level) == ("WAR", 2)


def test_cues_on_both_sides_are_no_stance() -> None:
    judged = shipped_judge().judge_claim("We reject all talks; we are ready for dialogue.", issue="DIA", language="en")
    assert judged.abstained
    assert "cues on both sides: abstained" in judged.reasons


def test_a_statement_without_a_cue_keeps_three_tenths_of_its_weight() -> None:
    judged = said("The sanctions of the European Union were on the agenda.", office="EU-HR")
    assert (judged.issue, judged.abstained, judged.weight) == ("SAN", True, 0.3)


@pytest.mark.parametrize("text", ["We are ready for dialogue without preconditions.", "Talks went on all day."])
def test_a_distribution_sums_to_one(text: str) -> None:
    judged = shipped_judge().judge_claim(text, issue="DIA", language="en")
    assert judged.levels is not None
    assert sum(judged.levels) == pytest.approx(1.0)


def test_talks_with_a_country_outside_the_topic_are_unassigned() -> None:
    assert said("We are ready for talks with Kazakhstan.", office="RU-President").issue is None


def test_the_other_side_may_be_named_in_the_title() -> None:
    text = "We are ready for a serious dialogue on security."
    assert said(text, title="").issue is None
    assert said(text, title="Lavrov answers NATO").issue == "DIA"


def test_the_other_side_may_be_named_in_the_paragraph() -> None:
    text = "NATO has sent its reply. We are ready for a serious dialogue on security."
    assert said(text, start=text.index("We"), end=len(text), context=(0, len(text))).issue == "DIA"


def test_a_language_without_word_lists_is_unassigned_with_a_reason() -> None:
    judged = said("Wir sind zu Gesprächen mit der NATO bereit.", language="de")
    assert judged.issue is None
    assert any("'de'" in reason for reason in judged.reasons)


def test_an_english_quotation_in_a_russian_article_is_read_as_english() -> None:
    judged = said("We are ready for dialogue with NATO.", language="ru")
    assert (judged.issue, judged.level) == ("DIA", 1)


def test_a_statement_is_the_text_at_its_place() -> None:
    text = "«Мы готовы, — сказал министр, — к диалогу с НАТО»."
    parts = ((1, 10), (31, 47))
    judged = said(text, language="ru", start=1, end=47, parts=parts, context=(0, len(text)))
    assert judged.text == text[1:47]
    assert judged.parts == parts


def test_words_in_the_cue_between_the_parts_are_not_judged() -> None:
    text = "We are ready, he said without refusing a question, for dialogue with NATO."
    parts = ((0, 12), (text.index("for"), len(text)))
    assert said(text, parts=parts).level == 1


def test_reasons_of_attribution_come_first_and_those_of_judging_follow() -> None:
    judged = said("Russia is not ready for talks with NATO.", reasons=("direct quote 1.0",))
    assert judged.reasons[0] == "direct quote 1.0"
    assert judged.reasons[1].startswith("issue DIA")
    assert any("negated by 'not'" in reason for reason in judged.reasons)


def test_an_article_is_embedded_in_one_call_and_only_where_keywords_are() -> None:
    embedder = CountingEmbedder()
    judge = Judge(shipped_world(), embedder)
    text = "We are ready for talks with NATO. The harvest was good. The sanctions of Europe must be lifted."
    cuts = [0, text.index("The harvest"), text.index("The sanctions"), len(text)]
    found = [
        Attribution(start=a, end=b, context=(0, len(text)), office="RU-MFA", form="direct", weight=1.0)
        for a, b in pairwise(cuts)
    ]
    judge.judge(text, found, language="en", title="")
    embedder.calls.clear()
    judge.judge(text, found, language="en", title="")
    assert embedder.calls == [2]


def test_without_an_embedder_keywords_decide() -> None:
    judge = Judge(shipped_world(), None)
    text = "We are ready for dialogue with NATO."
    (judged,) = judge.judge(text, [quotation(text, "RU-MFA")], language="en", title="")
    assert (judged.issue, judged.level) == ("DIA", 1)


def test_a_statement_finds_its_issue() -> None:
    judged = said("Ukraine will become a member of NATO.", office="NATO-SG")
    assert (judged.issue, judged.level) == ("UKM", 2)


def test_a_statement_without_an_issue_is_unassigned() -> None:
    judged = said("The harvest was good.")
    assert (judged.issue, judged.levels, judged.level) == (None, None, None)


def test_no_attributions_make_no_statements() -> None:
    assert shipped_judge().judge("Nothing.", [], language="en", title="") == ()


@pytest.mark.parametrize(
    ("words", "issue", "side"),
    [
        ("The sanctions on Russia must be lifted at once.", "SAN", -1),
        ("The sanctions on Russia will be lifted once Russian troops have left.", "SAN", 0),
    ],
)
def test_at_once_is_no_condition(words: str, issue: str, side: int) -> None:
    assert side_of_claim(words, issue) == side


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Перемирия не будет, пока не достигнуты наши цели.", -1),
        ("Огонь не прекратим, пока не достигнуты наши цели.", -1),
        ("Огонь не прекратим до достижения наших целей.", -1),
        ("Перемирия не будет до достижения целей операции.", -1),
        ("We will not stop until our goals are achieved.", -1),
        ("We won't cease fire until our aims are met.", -1),
        ("A ceasefire? Not until our goals are achieved.", -1),
        ("Мы не будем воевать до победного конца.", 1),
        ("We will not fight until victory at any price.", 1),
    ],
)
def test_who_does_not_stop_until_his_goals_are_met_fights_on(words: str, wanted: int) -> None:
    assert side_of_claim(words, "SET") == wanted


@pytest.mark.parametrize(
    "words",
    ["He disagreed that Ukraine should join NATO.", "Он не согласен с тем, что Украина должна вступить в НАТО."],
)
def test_disagreeing_turns_what_it_is_about(words: str) -> None:
    assert side_of_claim(words, "UKM") == -1


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("We no longer regard ourselves as bound by the ceilings of the treaty.", "en"),
        ("Russia will not be bound by those limits any longer.", "en"),
        ("Россия более не считает себя связанной ограничениями договора.", "ru"),
        ("We reject any limits on our warheads.", "en"),
        ("Russia rejects any limits on its nuclear arsenal.", "en"),
        ("There is no reason for any new ceilings on nuclear weapons.", "en"),
        ("Россия отвергает любые ограничения на ядерные боезаряды.", "ru"),
    ],
)
def test_no_longer_bound_is_leaving(words: str, language: str) -> None:
    judge = Judge(shipped_world(), None)
    assert judge.judge_claim(words, issue="NUC", language=language, bloc="RU").level == -2


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Washington would tighten the sanctions on Russia if the war did not end.", "en"),
        ("There will be more sanctions on Russia unless it agrees to a ceasefire.", "en"),
        ("США введут новые санкции против России, если она откажется от переговоров.", "ru"),
    ],
)
def test_what_is_threatened_on_a_condition_is_a_milder_threat(words: str, language: str) -> None:
    judge = Judge(shipped_world(), None)
    assert judge.judge_claim(words, issue="SAN", language=language, bloc="NATO").level == 1
