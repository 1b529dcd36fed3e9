"""Quotations behind a colon that no verb of speech opens."""

from __future__ import annotations

import pytest
from judging import attributed

DE = "„Wir warten, bis sie selbst darum bitten.“"
FR = "« Nous attendrons qu'ils viennent nous le demander. »"
RU = "«Мы подождём, пока они сами попросят»."
UK = "«Ми зачекаємо, доки вони самі попросять»."
EN = "“We will wait until they come and ask.”"


def speakers(text: str, language: str) -> list[str | None]:
    found = attributed(text, language)
    return [attribution.speaker for attribution in found]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", f"Sergei Lavrov came to Ufa. He chose his words: {EN}", "Sergei Lavrov"),
        ("ru", f"Сергей Лавров приехал в Уфу. Дальше он, однако, взвешивает слова: {RU}", "Sergei Lavrov"),
        ("ru", f"Сергей Лавров развёл руками: {RU}", "Sergei Lavrov"),
        ("ru", f"Когда речь зашла о сроках, Глеб Савранский усмехнулся: {RU}", "Глеб Савранский"),
        ("ru", f"Бывший депутат, который приехал позже, махнул рукой: {RU}", "Бывший депутат"),
        ("uk", f"Сергій Лавров приїхав до Уфи. Далі він, однак, зважує слова: {UK}", "Sergei Lavrov"),
        ("uk", f"Бувший депутат усміхнувся: {UK}", "Бувший депутат"),
        ("de", f"Bundeskanzler Friedrich Merz (CDU) hat seine Erwartung klar umrissen: {DE}", "Friedrich Merz"),
        ("de", f"Viktor Orbán hat am Freitag im Rundfunk über Geld gesprochen: {DE}", "Viktor Orbán"),
        ("fr", f"Friedrich Merz, lui, n'a pas regardé les moquettes : {FR}", "Friedrich Merz"),
        ("fr", f"Emmanuel Macron a haussé les épaules : {FR}", "Emmanuel Macron"),
    ],
)
def test_the_subject_of_the_clause_before_a_colon_speaks(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker]


@pytest.mark.parametrize(
    "before",
    [
        "Надпись гласила",
        "Закон прост",
        "Погода испортилась",
        "Комитет принял решение",
        "Сергей Лавров увидел надпись",
        "Сергей Лавров услышал в ответ",
        "Он прочитал вслух плакат",
        "Министр представил книгу",
        "Министр подписал указ",
        "Сергею Лаврову крикнули из зала",
        "Сергей Лавров процитировал Бейкера",
        "Сергей Лавров устал от тезиса",
    ],
)
def test_what_was_read_or_heard_or_is_a_title_was_not_said(before: str) -> None:
    assert speakers(f"{before}: {RU}", "ru") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", f"Friedrich Merz las am Tor ein Plakat: {DE}"),
        ("de", f"Friedrich Merz traf am Tor Viktor Orbán wieder: {DE}"),
        ("de", f"Der Ausschuss hat einen Beschluss gefasst: {DE}"),
        ("de", f"Wladimir Putin bekam aus dem Weißen Haus eine klare Antwort: {DE}"),
        ("de", f"Friedrich Merz musste sich von der Opposition anhören: {DE}"),
        ("de", f"Friedrich Merz kennt die Antwort der AfD: {DE}"),
        ("de", f"Viktor Orbán stößt auf Kritik: {DE}"),
        ("fr", f"Emmanuel Macron s'est attiré une réponse cinglante du Kremlin : {FR}"),
        ("fr", f"Mark Rutte a été pris à partie par Moscou : {FR}"),
        ("fr", f"Donald Trump a essuyé un refus : {FR}"),
        ("fr", f"Emmanuel Macron a deux phrases : {FR} et {FR}"),
        ("fr", f"Emmanuel Macron a vu une pancarte : {FR}"),
        ("fr", f"La devise d'Emmanuel Macron est connue : {FR}"),
    ],
)
def test_so_it_is_in_german_and_french(language: str, text: str) -> None:
    assert speakers(text, language) == []


def test_a_german_sentence_ends_with_its_quotation() -> None:
    text = f"Viktor Orbán zuckte die Achseln: {DE} Mit Berlin müsse gesprochen werden, forderte Friedrich Merz."
    assert [(each.speaker, each.words(text)) for each in attributed(text, "de")] == [
        ("Viktor Orbán", "Wir warten, bis sie selbst darum bitten."),
        ("Friedrich Merz", "Mit Berlin müsse gesprochen werden"),
    ]


def test_a_sentence_ends_before_a_german_quotation_that_opens_with_its_tip() -> None:
    text = "Friedrich Merz hat zu Ruhe geraten. »Wir warten, bis sie selbst darum bitten«, sagte er in Kiel."
    assert [(each.speaker, each.words(text)) for each in attributed(text, "de")] == [
        ("Friedrich Merz", "Wir warten, bis sie selbst darum bitten")
    ]


def test_a_list_of_titles_was_not_said() -> None:
    text = "Сергей Лавров любит кино: «Брат моего отца и моего деда» и «Сестра моего отца и моего деда»."
    assert speakers(text, "ru") == []
    text = "Сергей Лавров перебирает в памяти: «Брат моего отца и моего деда», «Сестра моего отца и моего деда»."
    assert speakers(text, "ru") == []


def test_a_read_poster_was_not_said_in_ukrainian() -> None:
    assert speakers(f"Міністр прочитав плакат: {UK}", "uk") == []


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", f"Sergei Lavrov came to Ufa. On the war: {EN}", "Sergei Lavrov"),
        ("de", f"Friedrich Merz kam am Freitag nach Kiel. Zum Krieg: {DE}", "Friedrich Merz"),
        ("fr", f"Emmanuel Macron est venu à Riga. Sur la guerre : {FR}", "Emmanuel Macron"),
        ("fr", f"Emmanuel Macron est venu à Riga. Sur le flanc oriental, en revanche, {FR}.", "Emmanuel Macron"),
        ("ru", f"Сергей Лавров приехал в Уфу. О войне: {RU}", "Sergei Lavrov"),
        ("uk", f"Сергій Лавров приїхав до Уфи. Про війну: {UK}", "Sergei Lavrov"),
    ],
)
def test_words_on_a_topic_are_those_of_whoever_was_spoken_of(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker]


@pytest.mark.parametrize(
    ("before", "heard"),
    [
        ("On the war", ["Sergei Lavrov"]),
        ("On the way he met Viktor Orbán", ["Viktor Orbán"]),
        ("On a wall there, in large red letters that nobody could miss", []),
        ("On one banner", []),
        ("On Russian state television that evening", []),
        ("About an hour later, a protester", []),
    ],
)
def test_other_words_before_a_quotation_are_no_topic(before: str, heard: list[str]) -> None:
    assert speakers(f"Sergei Lavrov came to Ufa. {before}: {EN}", "en") == heard


@pytest.mark.parametrize(
    ("before", "heard"),
    [
        ("Sur la guerre", ["Emmanuel Macron"]),
        ("La rue scandait", []),
        ("Sur une banderole", []),
        ("Sur le perron, un soldat", []),
    ],
)
def test_other_words_before_a_quotation_are_no_topic_in_french(before: str, heard: list[str]) -> None:
    assert speakers(f"Emmanuel Macron est venu à Riga. {before} : {FR}", "fr") == heard


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Friedrich Merz widersprach höflich. Er werde weiter anrufen.", [("merz", "Er werde weiter anrufen")]),
        ("Kaja Kallas schwieg lange. Sie sei müde.", [("kallas", "Sie sei müde")]),
        ("Friedrich Merz wurde in Moskau verspottet. Er sei müde.", []),
        ("Friedrich Merz sagte, es gehe weiter. Der Kreml sehe das anders: „Es geht nicht weiter.“", [("merz", "es gehe weiter")]),
        ("Friedrich Merz widersprach höflich. Sie sei müde.", []),
        ("Friedrich Merz widersprach höflich. Er ist müde.", []),
        ("Friedrich Merz stellte fest, die Staaten zögen an einem Strang.", [("merz", "die Staaten zögen an einem Strang")]),
        ("Zugleich sprach Friedrich Merz sich dafür aus, die Gespräche nicht abreißen zu lassen.", [("merz", None)]),
    ],
)  # fmt: skip
def test_german_reports_are_heard(text: str, said: list[tuple[str, str | None]]) -> None:
    found = attributed(text, "de")
    assert [each.actor for each in found] == [actor for actor, _ in said]
    assert all(words is None or each.words(text) == words for each, (_, words) in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The goals would be achieved, Sergei Lavrov said, “without question”.", "The goals would be achieved"),
        ("In Ufa, Sergei Lavrov said, “we wait”.", "we wait"),
        ("Facing calls to lift the sanctions, Sergei Lavrov said, “certainly not”.", "certainly not"),
        ("Hours after the fleet had left Odessa, Sergei Lavrov said, “it is gone”.", "it is gone"),
    ],
)
def test_a_few_quoted_words_end_the_clause_before_the_speaker(text: str, words: str) -> None:
    (said,) = [each.words(text) for each in attributed(text, "en") if each.actor == "lavrov"]
    assert said.startswith(words)
