"""What a sentence is read to say: signs of its terms, conditions."""

from __future__ import annotations

import pytest

from monitor.compare.agreement import agree
from monitor.compare.lines import read_line


@pytest.mark.parametrize(
    ("sentence", "term", "sign"),
    [
        ("We will send tanks.", "#weapons", 1),
        ("We will not send tanks.", "#weapons", -1),
        ("We refuse to send tanks.", "#weapons", -1),
        ("We do not refuse to send tanks.", "#weapons", 1),
        ("Ankara dropped its veto on accession.", "#membership", 1),
        ("There is no alternative to the Minsk agreements.", "#minsk", 1),
        ("The Minsk agreements no longer exist.", "#minsk", -1),
        ("We stay out of the war and support talks.", "#talks", 1),
        ("Finland is a neutral country.", "#membership", -1),
        ("Sanctions against Russia must be lifted.", "#sanctions", -1),
        ("Sanctions against Russia must stay in force.", "#sanctions", 1),
        ("We are against sanctions.", "#sanctions", -1),
        ("We keep the moratorium on nuclear tests.", "#nuclear", -1),
        ("We cannot do without gas.", "#gas", 1),
        ("Three battlegroups will stay.", "#troops", 1),
        ("Three battle groups will stay.", "#troops", 1),
    ],
)
def test_an_english_term_has_the_sign_of_its_clause(sentence: str, term: str, sign: int) -> None:
    assert read_line(sentence, "en").terms[term] == sign


@pytest.mark.parametrize(
    ("sentence", "term", "sign"),
    [
        ("Мы передадим танки.", "#weapons", 1),
        ("Мы не передадим танки.", "#weapons", -1),
        ("Альтернативы Минским соглашениям нет.", "#minsk", 1),
        ("Минских соглашений больше не существует.", "#minsk", -1),
        ("Мы отказываемся от переговоров.", "#talks", -1),
        ("Санкции против России останутся в силе.", "#sanctions", 1),
        ("Мы против санкций.", "#sanctions", -1),
        ("Мы сохраняем мораторий на ядерные испытания.", "#nuclear", -1),
        ("Удары наносятся исключительно по войскам.", "#troops", 1),
        ("Мы не согласимся с тем, чтобы Украина вступила в блок.", "#membership", -1),
        ("Мы не спешим, чтобы войска отдохнули.", "#troops", 1),
    ],
)
def test_a_russian_term_has_the_sign_of_its_clause(sentence: str, term: str, sign: int) -> None:
    assert read_line(sentence, "ru").terms[term] == sign


def test_the_words_of_a_condition_have_no_sign() -> None:
    assert read_line("We will talk if the troops leave.", "en").terms["#troops"] == 0


def test_words_reported_as_denied_are_turned() -> None:
    assert read_line("sending tanks", "en", denied=True).terms["#weapons"] == -1


def test_what_a_reason_names_are_the_claims_words_as_they_stand_in_it() -> None:
    claim = read_line("Sanctions against Estonia’s neighbours hurt nobody, and NATO’s membership stays closed.", "en")
    passage = read_line("Estonian officials say the sanctions hurt Estonia; NATO membership is open.", "en")

    assert claim.written("estoni") == "Estonia’s"
    assert claim.written("#sanctions") == "Sanctions"
    words = agree(claim, passage, before=None, weights={}).words
    assert {"Estonia’s", "NATO"} & set(words)
    assert not {"estoni", "estonia's", "nato", "sanctions", "neighb"} & set(words)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The sanctions are a matter for those who imposed them"),
        ("en", "I won’t comment on the sanctions."),
        ("en", "Whether they are lifted is up to Washington."),
        ("en", "It is too early to say."),
        ("en", "We will see."),
        ("ru", "Это вопрос к тем, кто их ввёл."),
        ("ru", "Мы не будем этого комментировать."),
        ("ru", "Время покажет."),
    ],
)
def test_words_that_leave_it_to_others_or_answer_nothing_are_told_from_a_side(language: str, sentence: str) -> None:
    assert read_line(sentence, language).defers


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "I will not comment on the reports, but the sanctions must be lifted."),
        ("en", "We must ask the others to lift the sanctions."),
        ("en", "It is up to Moscow to end the war."),
        ("en", "It is too early to talk to Moscow."),
        ("en", "We will see the sanctions lifted."),
        ("ru", "Комментировать слухи не будем, но санкции должны быть сняты."),
        ("ru", "О снятии санкций говорить рано."),
    ],
)
def test_words_that_say_something_all_the_same_are_a_side(language: str, sentence: str) -> None:
    assert not read_line(sentence, language).defers


@pytest.mark.parametrize(
    ("claim", "passage", "language", "vote"),
    [
        ("The Church will not be dissolved.", "The Church will live.", "en", 0),
        ("The Church will not be dissolved.", "The Church will be dissolved.", "en", -1),
        ("The treaty will not be extended.", "We agreed to extend the treaty.", "en", -1),
        ("Sanctions never deter anybody.", "The sanctions are a deterrent.", "en", -1),
        ("Экспорт не будет расти.", "Экспорт запретят.", "ru", 1),
        ("Экспорт не будет запрещён.", "Экспорт запретят.", "ru", -1),
    ],
)
def test_what_only_one_negates_is_the_contrary_only_where_the_other_speaks_of_it(
    claim: str, passage: str, language: str, vote: int
) -> None:
    found = agree(read_line(claim, language), read_line(passage, language), before=None, weights={})
    assert found.vote == vote
