"""What somebody else proposes, claims or may do, and the words refuse, deny or warn of: a network that overlooks that reads the proposal."""

from __future__ import annotations

import time

import pytest
from judging import attributed
from test_evaluations import EU, NATO, RUSSIA, UKRAINE, side

from monitor.reading.cues.evaluations import evaluations
from monitor.reading.cues.refused_proposals import clause_alone


@pytest.mark.parametrize(
    ("language", "words", "verdict", "proposal"),
    [
        ("en", "rejected calls to lift sanctions on Russia", "bad", "We are for calls to lift sanctions on Russia."),
        ("en", "turned down a proposal for a truce", "bad", "We are for a proposal for a truce."),
        ("en", "did not reject the idea of lifting sanctions", "not bad", "We are for the idea of lifting sanctions."),
        ("ru", "отклонил предложение об ужесточении санкций", "bad", "Мы за предложение об ужесточении санкций."),
        ("ru", "не отверг предложение снять санкции", "not bad", "Мы за предложение снять санкции."),
        ("uk", "відкинув вимогу про нейтральний статус", "bad", "Ми за вимогу про нейтральний статус."),
        ("uk", "відхилила пропозицію про зняття санкцій", "bad", "Ми за пропозицію про зняття санкцій."),
        ("de", "wies die Forderung nach einer Lockerung zurück", "bad", "Wir sind für die Forderung nach einer Lockerung."),
        ("de", "lehnte den Vorschlag einer Waffenruhe nicht ab", "not bad", "Wir sind für den Vorschlag einer Waffenruhe."),
        ("de", "die Idee einer Neutralität zurückgewiesen", "bad", "Wir sind für die Idee einer Neutralität."),
        ("fr", "a rejeté l'exigence d'une levée des sanctions", "bad", "Nous sommes pour l'exigence d'une levée des sanctions."),
        ("fr", "n'a pas rejeté l'idée d'une trêve", "not bad", "Nous sommes pour l'idée d'une trêve."),
        ("en", "rejected calls for a veto on sanctions", "bad", "We are for calls for a veto on sanctions."),
        ("de", "lehnte die Idee einer Blockade der Sanktionen ab", "bad", "Wir sind für die Idee einer Blockade der Sanktionen."),
        ("ru", "Переговоры с Киевом отверг Песков", "bad", "Мы за переговоры с Киевом."),
        ("ru", "Переговоры с Киевом не отверг Песков", "not bad", "Мы за переговоры с Киевом."),
        ("uk", "Переговори з Києвом не відкинув Пєсков", "not bad", "Ми за переговори з Києвом."),
        ("de", "Gespräche mit Kiew schloss Peskow nicht aus", "not bad", "Wir sind für Gespräche mit Kiew."),
    ],
)  # fmt: skip
def test_a_refused_proposal_is_put_as_one(language: str, words: str, verdict: str, proposal: str) -> None:
    (found,) = evaluations(words, language)
    assert (found.verdict, found.proposal) == (verdict, proposal)


@pytest.mark.parametrize(
    ("language", "words", "proposal"),
    [
        ("ru", "предостерёг от преждевременной отмены санкций", "Мы за отмены санкций."),
        ("uk", "застеріг від поспішного запрошення України до НАТО", "Ми за запрошення України до НАТО."),
        ("de", "warnte davor, die Sanktionen zu früh zu lockern", "Wir haben vor, die Sanktionen zu lockern."),
        ("de", "sprach sich gegen eine Lockerung der Sanktionen aus", "Wir sind für eine Lockerung der Sanktionen."),
        ("fr", "a mis en garde contre une levée prématurée des sanctions", "Nous sommes pour une levée des sanctions."),
    ],
)
def test_what_somebody_warns_of_or_is_against_is_put_as_its_proposal_whenever_it_comes(
    language: str, words: str, proposal: str
) -> None:
    (found,) = evaluations(words, language)
    assert (found.verdict, found.proposal) == ("bad", proposal)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "предостерёг от снятия запрета на поставки"),
        ("uk", "застеріг від скасування вето на санкції"),
        ("de", "sprach sich gegen eine Lockerung"),
    ],
)
def test_a_warning_of_the_end_of_a_ban_and_half_a_verb_are_left_as_they_stand(language: str, words: str) -> None:
    assert evaluations(words, language) == ()


@pytest.mark.parametrize(
    ("language", "words", "claim"),
    [
        ("en", "We do not accept the claim that Ukraine must stay out of NATO", "Ukraine must stay out of NATO."),
        ("en", "rejected the premise that sanctions hurt us", "sanctions hurt us."),
        ("ru", "Мы не принимаем тезис, что Украина должна остаться вне НАТО", "Украина должна остаться вне НАТО."),
        ("uk", "Ми не приймаємо тезу, що Україна має залишитися поза НАТО", "Україна має залишитися поза НАТО."),
        ("en", "Those who say that sanctions hurt Europe are wrong", "sanctions hurt Europe."),
        ("de", "Wer glaubt, dass Waffen den Krieg verlängern, irrt", "Waffen den Krieg verlängern."),
        ("ru", "Те, кто думает, что санкции пора снимать, ошибаются", "санкции пора снимать."),
        ("uk", "Хто вважає, що санкції треба зняти, помиляється", "санкції треба зняти."),
    ],
)
def test_a_claim_that_is_not_accepted_is_put_as_it_stands(language: str, words: str, claim: str) -> None:
    (found,) = evaluations(words, language)
    assert (found.verdict, found.proposal) == ("bad", claim)


@pytest.mark.parametrize(
    ("language", "words", "done"),
    [
        ("en", "whoever cuts military aid now would be making a mistake", "He cuts military aid now."),
        ("ru", "тот, кто сейчас сократит военную помощь, совершит ошибку", "Он сейчас сократит военную помощь."),
        ("uk", "той, хто зараз скоротить військову допомогу, зробить помилку", "Він зараз скоротить військову допомогу."),
        ("de", "warnte, wer jetzt Waffen liefere, begehe einen Fehler", "Man will, dass sie jetzt Waffen liefere."),
        ("fr", "celui qui réduit maintenant l'aide commet une erreur", "Il réduit maintenant l'aide."),
    ],
)  # fmt: skip
def test_what_whoever_may_do_is_put_as_done(language: str, words: str, done: str) -> None:
    (found,) = evaluations(words, language)
    assert (found.verdict, found.proposal, found.of_doer) == ("bad", done, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "rejected calls to lift the ban on arms exports to Ukraine"),
        ("en", "rejected calls to stop blocking the sanctions"),
        ("ru", "отклонил просьбу снять запрет на переговоры с Киевом"),
        ("uk", "відкинув вимогу скасувати заборону на переговори з Путіним"),
        ("de", "wies die Forderung nach einer Aufhebung des Verbots von Waffenlieferungen zurück"),
        ("fr", "a rejeté la demande de lever l'interdiction des livraisons d'armes"),
        ("en", "repeated the demand for a neutral Ukraine"),
        ("en", "accepted the argument that Ukraine should be neutral"),
        ("en", "Brussels rejected the demand to lift the sanctions"),
        ("en", "Those who believe that Ukraine needs more weapons are right"),
        ("en", "Whoever wants peace must arm Ukraine"),
        ("en", "We are proud of those who increased the aid and save lives"),
        ("en", "Those who gave the order to kill must face a tribunal"),
        ("en", "called on Italy to strengthen sanctions against Russia"),
        ("en", "the resumption of contacts between the militaries and efforts to prevent a new escalation"),
        ("ru", "повторил требование о нейтральном статусе"),
        ("ru", "отклонил законопроект о бюджете"),
        ("ru", "Переговоры с Киевом отверг Песков, но встречу он допустил"),
        ("uk", "висунув вимогу про нейтральний статус"),
        ("de", "wies auf die Forderung nach einer Lockerung hin"),
        ("de", "bekräftigte die Forderung nach einer Lockerung"),
        ("fr", "a répété l'exigence d'une levée des sanctions"),
    ],
)
def test_what_refuses_no_proposal_is_left_alone(language: str, words: str) -> None:
    assert evaluations(words, language) == ()


@pytest.mark.parametrize(
    ("language", "words", "office", "issue", "seen"),
    [
        ("uk", "відкинув вимогу про нейтральний статус України", UKRAINE, "UKM", -2),
        ("ru", "отклонил предложение об ужесточении санкций против России", RUSSIA, "SAN", 2),
        ("de", "lehnte den Vorschlag einer Neutralität der Ukraine ab", UKRAINE, "UKM", -2),
        ("fr", "a rejeté l'exigence de neutralité de l'Ukraine", UKRAINE, "UKM", -2),
        ("en", "rejected calls to send the brigade home from Lithuania", NATO, "FOR", -2),
        ("ru", "Переговоры с Киевом отверг Песков", RUSSIA, "DIA", 2),
        ("ru", "Мы не принимаем тезис, что Украина должна остаться вне НАТО", UKRAINE, "UKM", -2),
        ("en", "whoever cuts military aid to Ukraine now would embolden Moscow", NATO, "AID", -2),
        ("en", "anyone who suspends arms deliveries to Ukraine hands Putin a victory", NATO, "AID", -2),
    ],
)
def test_who_refuses_it_is_on_the_other_side(language: str, words: str, office: str, issue: str, seen: int) -> None:
    assert side(words, office, issue, seen=seen, language=language) == (1 if seen < 0 else -1)


@pytest.mark.parametrize(
    ("language", "words", "office", "issue", "seen"),
    [
        ("ru", "не отверг предложение о снятии санкций с России", EU, "SAN", -2),
        ("ru", "Переговоры с Киевом не отверг Песков", RUSSIA, "DIA", 2),
        ("de", "lehnte den Vorschlag einer Neutralität der Ukraine nicht ab", RUSSIA, "UKM", -2),
        ("uk", "повторив вимогу про нейтральний статус України", RUSSIA, "UKM", -2),
        ("fr", "a répété l'exigence de neutralité de l'Ukraine", RUSSIA, "UKM", -2),
        ("en", "Those who send weapons to Ukraine save lives", NATO, "AID", 2),
    ],
)
def test_who_does_not_refuse_it_is_on_its_side(language: str, words: str, office: str, issue: str, seen: int) -> None:
    assert side(words, office, issue, seen=seen, language=language) == (1 if seen > 0 else -1)


CLAUSE = "sich die Ukraine der Nato anschließt"


@pytest.mark.parametrize(
    ("around", "denied"),
    [(f"Peskow schloss aus, dass {CLAUSE}.", True), (f"Rutte schloss nicht aus, dass {CLAUSE}.", False)],
)
def test_a_german_clause_is_read_in_a_sentence(around: str, denied: bool) -> None:
    (found,) = clause_alone(CLAUSE, around, "de", denied=denied)
    assert (found.verdict, found.proposal) == ("not bad", f"Wir wollen, dass {CLAUSE}.")


@pytest.mark.parametrize(
    ("text", "around", "language", "denied"),
    [
        (CLAUSE, f"Rutte sagte, dass {CLAUSE}.", "de", False),
        (CLAUSE, f"Er schloss das nicht aus, sagte aber, dass {CLAUSE}.", "de", False),
        ("Ukraine joins NATO this year", "Peskov denied that Ukraine joins NATO this year.", "en", True),
    ],
)
def test_other_clauses_are_read_as_they_stand(text: str, around: str, language: str, denied: bool) -> None:
    assert clause_alone(text, around, language, denied=denied) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Macron refused to accept that aid to Ukraine should end.",
        "Macron refused to accept the claim that aid to Ukraine should end.",
    ],
)
def test_what_somebody_refuses_to_accept_he_denies(text: str) -> None:
    assert [(each.actor, each.denied) for each in attributed(text, "en")] == [("macron", True)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Поставки ракет Taurus Киеву, заявил Песков, станут витком эскалации.", "ru"),
        ("Постачання ракет Taurus Києву, заявив Пєсков, стане витком ескалації.", "uk"),
    ],
)
def test_a_noun_that_looks_like_a_verb_does_not_end_what_is_said(text: str, language: str) -> None:
    (found,) = attributed(text, language)
    assert "эскалации" in found.words(text) or "ескалації" in found.words(text)


@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr"])
def test_floods_take_no_time(language: str) -> None:
    begun = time.process_time()
    for flood in (
        "rejected the idea of ", "those who say that ", "отверг требование о ", "тот, кто ", "відкинув вимогу про ", "wies die Forderung nach ", "wer glaubt, dass ",
        "a rejeté l'idée de ", "ceux qui ", "Gespräche schloss ", "Переговоры отверг ",
    ):  # fmt: skip
        evaluations(flood * 40, language)
    assert time.process_time() - begun < 10
