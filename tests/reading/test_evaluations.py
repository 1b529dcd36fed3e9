"""A course of action that is called good or bad: it is found, put as a proposal, and what the proposal says is turned round."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from judging import quotation, shipped_world
from test_whose_wish import Sees

from monitor.ports import Placed, Placing, Saying
from monitor.reading import Judge
from monitor.reading.cues.evaluations import evaluations
from monitor.reading.cues.stance import peaked
from monitor.reading.judgement import Judgement
from monitor.reading.judging.restated import Restated, as_said_by_all, settle
from monitor.types.levels import sign_of
from monitor.types.reading import OUTRIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Text

_REFUSES = re.compile(
    r"We are against|We do not|Мы против|Не нужно|Ми проти|Не треба|Wir sind gegen|Wir haben nicht|Nous (?:sommes contre|ne )"
)
NATO, UKRAINE, RUSSIA, EU = "NATO-SG", "UA-President", "RU-MFA", "EU-Commission"


class Heeds(Sees):
    """A model that sees one side in whatever it is shown, and the other in a refusal ("We are against lifting sanctions")."""

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        placed = super().place(texts)
        said = [piece for text in texts for piece in text if isinstance(piece, Saying) and piece.wanted]
        return [
            p._replace(places={code: at._replace(levels=at.levels[::-1]) for code, at in p.places.items()})
            if _REFUSES.match(saying.words)
            else p
            for saying, p in zip(said, placed, strict=True)
        ]


def side(words: str, office: str, issue: str, *, seen: int, language: str = "en") -> int | None:
    """The side that is read where the network sees `seen` in whatever it is shown, as it does where it overlooks what is said of a thing."""
    judge = Judge(shipped_world(), None, Heeds(peaked(seen, 0.95), issue))
    judged = judge.judge(words, [quotation(words, office)], language=language, title="")
    (level,) = [each.level for each in judged if each.issue == issue]
    return None if level is None else sign_of(level)


@pytest.mark.parametrize(
    ("words", "language", "verdict", "proposal"),
    [
        ("Lifting sanctions now would be a mistake.", "en", "bad", "We are for lifting sanctions now."),
        ("Lifting sanctions now would be a gift to him.", "en", "good", "We are for lifting sanctions now."),
        ("It would be naive to negotiate with Moscow.", "en", "bad", "We want to negotiate with Moscow."),
        ("There is no point in talking to Putin.", "en", "bad", "We are for talking to Putin."),
        ("Called the transfer of jets to Kyiv an extremely dangerous step.", "en", "bad", "We are for the transfer of jets to Kyiv."),
        ("The next package of sanctions makes no sense.", "en", "bad", "We are for The next package of sanctions."),
        ("There is nothing wrong with sending tanks.", "en", "not bad", "We are for sending tanks."),
        ("Sending weapons is the right thing to do.", "en", "good", "We are for sending weapons."),
        ("Lifting sanctions would change the price of grain.", "en", "unknown", "We are for lifting sanctions."),
        ("Снятие санкций сейчас было бы ошибкой.", "ru", "bad", "Мы за снятие санкций сейчас."),
        ("Вести переговоры с Киевом бессмысленно.", "ru", "bad", "Нужно вести переговоры с Киевом."),
        ("Передача Киеву ракет — крайне опасный шаг.", "ru", "bad", "Мы за передача Киеву ракет."),
        ("Зняття санкцій було б помилкою.", "uk", "bad", "Ми за зняття санкцій."),
        ("Ein Ende der Sanktionen wäre ein schwerer Fehler.", "de", "bad", "Wir sind für ein Ende der Sanktionen."),
        ("Es wäre falsch, die Sanktionen aufzuheben.", "de", "bad", "Wir haben vor, die Sanktionen aufzuheben."),
        ("La levée des sanctions serait une erreur.", "fr", "bad", "Nous sommes pour la levée des sanctions."),
        ("Lever les sanctions reviendrait à trahir Kiev.", "fr", "bad", "Nous voulons lever les sanctions."),
        ("called it a mistake to cut military aid", "en", "bad", "We want to cut military aid."),
        ("назвал ошибкой сокращение военной помощи", "ru", "bad", "Мы за сокращение военной помощи."),
        ("назвал большой ошибкой и безумием снятие санкций", "ru", "bad", "Мы за снятие санкций."),
        ("не назвал ошибкой поставки оружия", "ru", "not bad", "Мы за поставки оружия."),
        ("назвал правильным решение увеличить помощь", "ru", "good", "Нужно увеличить помощь."),
        ("снятие санкций недопустимым", "ru", "bad", "Мы за снятие санкций."),
        ("назвав помилкою скорочення військової допомоги", "uk", "bad", "Ми за скорочення військової допомоги."),
        ("вступ України до НАТО неминучим", "uk", "good", "Ми за вступ України до НАТО."),
        ("bezeichnete als Fehler eine Aufhebung der Sanktionen", "de", "bad", "Wir sind für eine Aufhebung der Sanktionen."),
        ("hält Waffenlieferungen an Kiew nicht für falsch", "de", "not bad", "Wir sind für Waffenlieferungen an Kiew."),
        ("hält den Beitritt der Ukraine für unausweichlich", "de", "good", "Wir sind für den Beitritt der Ukraine."),
        ("inutile une levée des sanctions", "fr", "bad", "Nous sommes pour une levée des sanctions."),
        ("a qualifié d'erreur la levée des sanctions", "fr", "bad", "Nous sommes pour la levée des sanctions."),
        ("ne juge pas exclue l'adhésion de l'Ukraine", "fr", "not bad", "Nous sommes pour l'adhésion de l'Ukraine."),
        ("Поставки оружия Киеву станут новым витком эскалации.", "ru", "bad", "Мы за поставки оружия Киеву."),
        ("Поставки оружия Киеву не станут витком эскалации.", "ru", "not bad", "Мы за поставки оружия Киеву."),
        ("Поставки оружия Киеву предотвратят новый виток эскалации.", "ru", "good", "Мы за поставки оружия Киеву."),
        ("Постачання зброї Києву стане витком ескалації.", "uk", "bad", "Ми за постачання зброї Києву."),
        ("Зняття санкцій було б не корисним і небезпечним.", "uk", "bad", "Ми за зняття санкцій."),
        ("Зняття санкцій було б не помилкою.", "uk", "not bad", "Ми за зняття санкцій."),
    ],
)  # fmt: skip
def test_the_action_is_put_as_a_proposal(words: str, language: str, verdict: str, proposal: str) -> None:
    (found,) = evaluations(words, language)
    assert (found.verdict, found.proposal) == (verdict, proposal)


@pytest.mark.parametrize(
    "words",
    [
        "The situation at the front is extremely dangerous.",
        "Sanctions hurt us too, but they must be tightened.",
        "Moscow would have to wait for other people in Berlin.",
        "It was absurd for no date to be given.",
        "We are sending more weapons to Ukraine.",
        "This reckless war must be met with more weapons.",
        "Das Risiko ist überschaubar, die Stationierung kommt.",
        "Brussels believes that lifting sanctions would be a mistake.",
        "Only Putin would call arming Ukraine a provocation.",
        "To say that lifting sanctions would be a gift to Putin is ridiculous.",
        "It would be naive to believe that Moscow wants peace.",
        "Doing nothing would be worse than sending weapons.",
        "Хотя это опасно, войска останутся.",
        "Called the attack a crime, demanding tougher sanctions.",
        "Опасные поставки оружия надо прекратить.",
    ],
)
def test_what_calls_no_action_anything_is_left_alone(words: str) -> None:
    language = "ru" if "о" in words else "de" if "ist" in words else "en"
    assert evaluations(words, language) == ()


@pytest.mark.parametrize(
    ("words", "office", "issue", "seen", "wanted"),
    [
        ("Imposing new sanctions on Russia would be counterproductive.", NATO, "SAN", 2, -1),
        ("Lifting the sanctions on Russia would be a grave strategic mistake.", NATO, "SAN", -2, 1),
        ("It is premature to talk about lifting sanctions on Russia.", NATO, "SAN", -2, 1),
        ("Delivering Taurus missiles to Ukraine would be irresponsible.", NATO, "AID", 1, -1),
        ("Stopping the deliveries of weapons to Ukraine would be a catastrophe.", UKRAINE, "AID", -2, 1),
        ("Sending weapons to Ukraine only prolongs the war.", NATO, "AID", 2, -1),
        ("Cutting off contacts with Moscow would be a grave error.", NATO, "DIA", -2, 1),
        ("Inviting Ukraine to join NATO would be a provocation.", NATO, "UKM", 2, -1),
        ("Withdrawing American troops from Europe would be a strategic blunder.", NATO, "FOR", -2, 1),
        ("Leaving the New START treaty would be a mistake.", RUSSIA, "NUC", -2, 1),
        ("A ceasefire with Russia now would be a disaster.", UKRAINE, "SET", 2, -1),
        ("Delivering weapons to Ukraine is not a mistake, it is our duty.", NATO, "AID", 2, 1),
    ],
)
def test_who_calls_an_action_bad_is_against_it(words: str, office: str, issue: str, seen: int, wanted: int) -> None:
    assert side(words, office, issue, seen=seen) == wanted


@pytest.mark.parametrize(
    ("words", "language", "issue", "seen", "wanted"),
    [
        ("Отмена санкций против России была бы большой ошибкой.", "ru", "SAN", -2, 1),
        ("Прекращение поставок оружия Украине было бы катастрофой.", "ru", "AID", -2, 1),
        ("Поставки оружия Украине лишь затягивают войну.", "ru", "AID", 2, -1),
        ("Ein Abzug der Truppen aus Litauen wäre verheerend.", "de", "FOR", -2, 1),
        ("Rompre le dialogue avec Moscou serait irresponsable.", "fr", "DIA", -2, 1),
        ("Припинення допомоги Україні було б злочинною помилкою.", "uk", "AID", -2, 1),
        ("назвав помилкою скорочення військової допомоги Україні", "uk", "AID", -2, 1),
        ("назвал ошибкой и безумием сокращение военной помощи Украине", "ru", "AID", -2, 1),
        ("назвал неприемлемым очередной пакет санкций против России", "ru", "SAN", 2, -1),
        ("снятие санкций с России недопустимым", "ru", "SAN", -2, 1),
        ("поставки оружия Украине станут витком эскалации", "ru", "AID", 2, -1),
        ("поставки оружия Украине не станут витком эскалации", "ru", "AID", 2, 1),
        ("hält den Nato-Beitritt der Ukraine für unausweichlich", "de", "UKM", 2, 1),
        ("ne juge pas exclue l'adhésion de l'Ukraine à l'Otan", "fr", "UKM", 2, 1),
    ],
)
def test_in_every_language_that_is_read(words: str, language: str, issue: str, seen: int, wanted: int) -> None:
    assert side(words, NATO, issue, seen=seen, language=language) == wanted


@pytest.mark.parametrize(
    ("words", "issue", "seen"),
    [
        ("Прекращать военную помощь Украине нельзя.", "AID", -2),
        ("Снимать санкции с России нельзя.", "SAN", -2),
        ("Отказываться от диалога с Россией нельзя.", "DIA", -2),
        ("Выводить войска с восточного фланга не следует.", "FOR", -2),
    ],
)
def test_what_must_not_be_done_turns_it_from_behind_too(words: str, issue: str, seen: int) -> None:
    assert side(words, NATO, issue, seen=seen, language="ru") == -sign_of(seen)


@pytest.mark.parametrize(
    ("words", "language", "issue", "wanted"),
    [
        ("hält den Nato-Beitritt der Ukraine für unausweichlich", "de", "UKM", -1),
        ("вважає вступ України до НАТО неминучим", "uk", "UKM", -1),
        ("Lifting the sanctions on Russia would be the best news for Putin.", "en", "SAN", 1),
        ("It would be the best gift to Moscow to lift the sanctions on Russia.", "en", "SAN", 1),
        ("Talking to Russia now would be a relief for one man alone.", "en", "DIA", -1),
    ],
)
def test_what_is_called_good_is_the_speaker_s_and_what_is_good_for_the_other_side_is_not(
    words: str, language: str, issue: str, wanted: int
) -> None:
    assert side(words, NATO, issue, seen=-2, language=language) == wanted


class Overlooks(Heeds):
    """A model that takes whatever is said of a thing for its refusal, and reads a proposal rightly."""

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        placed = super().place(texts)
        said = [piece for text in texts for piece in text if isinstance(piece, Saying) and piece.wanted]
        return [
            p
            if re.match("We are for|Wir sind für|Ми за", saying.words) or _REFUSES.match(saying.words)
            else p._replace(places={code: at._replace(levels=at.levels[::-1]) for code, at in p.places.items()})
            for saying, p in zip(said, placed, strict=True)
        ]


@pytest.mark.parametrize(
    ("words", "language", "wanted"),
    [
        ("hält den Nato-Beitritt der Ukraine für unausweichlich", "de", 1),
        ("вступ України до НАТО неминучим", "uk", 1),
        ("Ukraine's accession to NATO is a success only for the arms industry.", "en", -1),
    ],
)
def test_called_good_decides_and_linked_with_something_good_does_not(words: str, language: str, wanted: int) -> None:
    judge = Judge(shipped_world(), None, Overlooks(peaked(2, 0.95), "UKM"))
    judged = judge.judge(words, [quotation(words, NATO)], language=language, title="")
    assert [sign_of(each.level or 0) for each in judged if each.issue == "UKM"] == [wanted]


def test_what_is_said_of_it_in_unknown_words_leaves_it_open() -> None:
    assert side("Lifting sanctions on Russia would turn the calendar back to spring.", NATO, "SAN", seen=-2) is None


def test_the_other_side_s_own_deed_tells_nothing_of_a_line() -> None:
    assert side("Russia's deployment of more troops in Belarus is a mistake.", NATO, "FOR", seen=2) is None


@pytest.mark.parametrize(
    ("words", "office", "seen", "wanted"),
    [
        ("Tougher sanctions would hurt Russia.", NATO, 2, 1),
        ("Tougher sanctions would weaken the aggressor.", NATO, 2, 1),
        ("Tougher sanctions on Russia would hurt Europe.", NATO, 2, -1),
        ("Lifting the sanctions would help Moscow.", NATO, -2, 1),
        ("Lifting the sanctions would be a gift to Putin.", NATO, -2, 1),
        ("Lifting the sanctions would reward the aggressor.", NATO, -2, 1),
        ("Lifting the sanctions on Russia would be a boon for our industry.", RUSSIA, -2, -1),
    ],
)
def test_whom_it_hurts_or_helps_decides(words: str, office: str, seen: int, wanted: int) -> None:
    assert side(words, office, "SAN", seen=seen) == wanted


@pytest.mark.parametrize(
    ("words", "language", "issue", "seen"),
    [
        ("Sending more weapons to Ukraine would stop the aggression and prevent a disaster.", "en", "AID", 2),
        ("Strengthening sanctions on Russia would put an end to the folly of this war.", "en", "SAN", 2),
        ("Strengthening sanctions on Russia is the right answer to this crime.", "en", "SAN", 2),
        ("Sending weapons to Ukraine is the right response to a dangerous provocation.", "en", "AID", 1),
        ("Dialogue with Russia would reduce the risk of a dangerous escalation.", "en", "DIA", 1),
        ("Weitere Waffenlieferungen an die Ukraine sind das beste Mittel gegen den Wahnsinn.", "de", "AID", 1),
        ("Поставки оружия Украине — лучшая защита от агрессии и позора.", "ru", "AID", 1),
        ("Поставки ПВО Украине предотвратят катастрофу.", "ru", "AID", 1),
    ],
)
def test_what_averts_something_bad_is_good(words: str, language: str, issue: str, seen: int) -> None:
    assert side(words, NATO, issue, seen=seen, language=language) == sign_of(seen)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Расширение НАТО на восток неприемлемо.", "ru"),
        ("Расширение НАТО на восток недопустимо.", "ru"),
        ("NATO's expansion to the east was unacceptable.", "en"),
        ("Any expansion of NATO to the east is unacceptable.", "en"),
    ],
)
def test_what_a_cue_takes_in_together_with_the_action_is_read_as_it_stands(words: str, language: str) -> None:
    assert side(words, RUSSIA, "ENL", seen=-2, language=language) == -1


@pytest.mark.parametrize(
    ("words", "language", "issue", "seen"),
    [
        ("Lifting the sanctions on Russia would be unacceptable.", "en", "SAN", -2),
        ("Снятие санкций с России неприемлемо.", "ru", "SAN", -2),
    ],
)
def test_a_cue_that_begins_inside_the_action_takes_in_another_thing(
    words: str, language: str, issue: str, seen: int
) -> None:
    assert side(words, NATO, issue, seen=seen, language=language) == -sign_of(seen)


def test_what_is_said_on_a_condition_stays_as_it_is() -> None:
    words = "Lifting the sanctions would be a mistake unless Russia withdraws."
    judge = Judge(shipped_world(), None, Heeds(peaked(-2, 0.95), "SAN"))
    (judged,) = judge.judge(words, [quotation(words, NATO)], language="en", title="")
    assert not any("the contrary is meant" in reason for reason in judged.reasons)


def test_an_axis_that_judges_is_read_as_it_stands() -> None:
    assert side("Invading Ukraine was a crime.", NATO, "WAR", seen=2) == 1


def test_what_two_readers_saw_in_the_words_as_they_stand_is_not_said_of_what_is_meant() -> None:
    words = "Lifting the sanctions on Russia would be a grave mistake."
    judge = Judge(shipped_world(), None, Heeds(peaked(-2, 0.95), "SAN"))
    (judged,) = judge.judge(words, [quotation(words, NATO)], language="en", title="")
    assert OUTRIGHT not in judged.marks


def test_it_is_milder_than_the_contrary_outright() -> None:
    words = "Ending the sanctions on Russia would be a mistake."
    judge = Judge(shipped_world(), None, Heeds(peaked(-2, 0.95), "SAN"))
    (judged,) = judge.judge(words, [quotation(words, NATO)], language="en", title="")
    assert judged.level == 1
    assert any("the contrary is meant" in reason for reason in judged.reasons)


def test_a_reported_denial_turns_it_once_more() -> None:
    (evaluated,) = evaluations("Lifting sanctions would be a mistake.", "en")
    proposal = Judgement(issue="SAN", levels=peaked(-2, 0.95), level=-2, abstained=False)
    whole = Judgement(issue="SAN", levels=peaked(2, 0.95), level=2, abstained=False)
    restated = [Restated(of=evaluated, verdict=evaluated.verdict, judged=[proposal])]
    (settled,) = settle([whole], restated, kept_open={}, denied=True)
    assert settled.level == -1


def test_what_stays_open_for_another_reason_stays_open() -> None:
    (evaluated,) = evaluations("Lifting sanctions would be a mistake.", "en")
    proposal = Judgement(issue="SAN", levels=peaked(-2, 0.95), level=-2, abstained=False)
    whole = Judgement(issue="SAN")
    assert settle(
        [whole],
        [Restated(of=evaluated, verdict=evaluated.verdict, judged=[proposal])],
        kept_open={"SAN": "told"},
        denied=False,
    ) == (whole,)


def test_two_that_contradict_each_other_leave_it_open() -> None:
    first, second = evaluations("Lifting sanctions would be a mistake. Keeping sanctions would be madness.", "en")
    judged = [
        Restated(
            of=first,
            verdict=first.verdict,
            judged=[Judgement(issue="SAN", levels=peaked(-2, 0.95), level=-2, abstained=False)],
        ),
        Restated(
            of=second,
            verdict=second.verdict,
            judged=[Judgement(issue="SAN", levels=peaked(2, 0.95), level=2, abstained=False)],
        ),
    ]
    (settled,) = settle([Judgement(issue="SAN", level=-2, abstained=False)], judged, kept_open={}, denied=False)
    assert settled.level is None
    assert settled.reasons[-1] == "what it calls good or bad points both ways"


def test_a_quotation_mark_before_what_it_is_called_belongs_to_no_action() -> None:
    (found,) = evaluations('called the lifting of sanctions "a grave mistake of the West".', "en")
    assert (found.proposal, found.verdict) == ("We are for the lifting of sanctions.", "bad")


def test_the_proposal_is_heard_from_all_sides() -> None:
    heard = [
        Placed({"SAN": Placing(levels=peaked(level, 1.0), about=about, clear=0.1)}, (1.0, 0.0, 0.0, 0.0, 0.0))
        for level, about in ((2, 0.2), (-2, 0.9))
    ]
    placing = as_said_by_all(heard).places["SAN"]
    assert placing.levels[0] == placing.levels[4] == pytest.approx(0.5)
    assert (placing.about, placing.clear) == (0.9, 1.0)


@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr"])
@pytest.mark.parametrize("times", [25, 5_000])
def test_floods_take_no_time(language: str, times: int) -> None:
    begun = time.process_time()
    for flood in (
        "it would be not a mistake ", "lifting sanctions is not dangerous ", "lever ne serait pas une erreur ", "die zu heben wäre kein Fehler ",
        "снятие не было бы ошибкой ", "зняття не було б помилкою ", "— ", "would ", "zu ", "« ",
    ):  # fmt: skip
        evaluations(flood * times, language)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_an_apostrophe_parts_no_ukrainian_word(apostrophe: str) -> None:
    words = f"послаблювати санкції до перемир{apostrophe}я було б помилкою"
    assert [one.verdict for one in evaluations(words, "uk")] == ["bad"]
