"""Labels on lines of their own, in transcripts that are nobody's own site."""

from __future__ import annotations

from time import perf_counter

import pytest

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.attribution.transcripts import find_turns
from monitor.reading.text.lexicon import load_lexicon
from monitor.types import MergeRules
from tests.builders import article, reading_world

WORLD = reading_world()
GAZETTEER = Gazetteer(WORLD)
REMARKS = (
    "10:02 A.M. EST\n\nPRESIDENT BIDEN:\xa0 Welcome, everyone.  We will stand with our allies.\n\n"
    "We have done so for seventy years, and we will go on.\n\n"
    "Our answer is unity, today and tomorrow, and whoever doubts it should look at what we have built together.\n\n(Cross-talk by reporters.)\n\n10:09 A.M. EST\n"
)
BRIEFING = (
    "SENIOR ADMINISTRATION OFFICIAL:\xa0 Thanks for joining.\xa0 The talks will go on.\n\nWe expect a second round in May.\n\nIn the Gulf: much has been done, and more will be.\n\n"
    "Q\xa0\xa0\xa0 Thank you.\xa0 And to the President of Russia: will he come?\xa0 He said he would.\n\n"
    "SENIOR ADMINISTRATION OFFICIAL:\xa0 We do not know yet.\n\nWe have asked him."
)


def said_by(
    text: str, *, primary: bool, outlet: str = "A paper", title: str = "", language: str = "en"
) -> dict[str, str | None]:
    found = attribute_article(
        article(text, outlet=outlet, primary=primary, title=title),
        world=WORLD,
        gazetteer=GAZETTEER,
        rules=MergeRules(),
        language=language,
    )
    return {" ".join(text[a.start : a.end].split()): a.speaker for a in found.attributions}


def test_one_title_in_capitals_has_the_whole_text() -> None:
    words = said_by(REMARKS, primary=False)
    assert words["We have done so for seventy years, and we will go on."] == "Joe Biden"
    assert not any("Cross-talk" in said for said in words)


def test_a_label_begins_below_a_paragraph_that_ends_with_a_letter() -> None:
    heard = said_by(f"MODERATOR: We shall hear them first and open it up for Q&A.\n\n{BRIEFING}", primary=True)
    assert heard["Thanks for joining. The talks will go on."] == "SENIOR ADMINISTRATION OFFICIAL"


def test_the_last_turn_goes_over_its_paragraphs_where_others_do() -> None:
    words = said_by(BRIEFING, primary=False)
    assert words["We expect a second round in May."] == "SENIOR ADMINISTRATION OFFICIAL"
    assert words["In the Gulf: much has been done, and more will be."] == "SENIOR ADMINISTRATION OFFICIAL"
    assert words["We have asked him."] == "SENIOR ADMINISTRATION OFFICIAL"


def test_a_name_and_a_colon_inside_a_question_are_no_label() -> None:
    for primary in (True, False):
        words = said_by(BRIEFING, primary=primary)
        assert {speaker for said, speaker in words.items() if "Russia" in said or "He said" in said} == {"Q"}


@pytest.mark.parametrize(
    "words",
    [
        ("We refuse any dialogue with NATO.", "Talks with NATO are pointless and there will be none."),
        ("We are ready for dialogue with NATO.", "We invite NATO to begin talks at any time."),
    ],
    ids=["refuse", "ready"],
)
def test_a_few_words_below_a_label_that_begins_an_own_page_are_his_who_is_named(words: tuple[str, str]) -> None:
    for outlet in ("Kremlin", "A paper"):
        told = said_by(f"Sergei Lavrov: {words[0]} {words[1]}", primary=True, outlet=outlet)
        assert told == dict.fromkeys(words, "Sergei Lavrov")


@pytest.mark.parametrize("label", ["GEN. MILLEY", "SEN. J. GRAHAM", "MS. PSAKI", "AMB. BURNS"])
def test_an_abbreviated_title_in_capitals_belongs_to_the_label(label: str) -> None:
    turns = "\n\n".join(
        f"{name}:  The troops will stay where they are, and so they should." for name in (label, "Q", label)
    )
    (first, *_) = find_turns(turns, mentions=[], lexicon=load_lexicon("en"), primary=False)

    assert turns[slice(*first.label)] == label


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Remarks by President Biden", "Joe Biden"),
        ("Remarks by President Biden After Call with President Putin", "Joe Biden"),
        ("Remarks", "THE PRESIDENT"),
        ("Remarks by the President on Putin's invasion of Ukraine", "THE PRESIDENT"),
        ("Remarks by the President after his meeting with President Putin", "THE PRESIDENT"),
        ("What Putin wants", "THE PRESIDENT"),
    ],
)
def test_a_title_in_a_label_is_whom_the_headline_names(title: str, speaker: str) -> None:
    text = "Q: Mr. President, will Ukraine join?\nTHE PRESIDENT: No.\nQ: And later?\nTHE PRESIDENT: We will talk about that later. Thank you."
    assert said_by(text, primary=False, title=title)["We will talk about that later. Thank you."] == speaker


def test_a_record_that_begins_with_initials_and_a_name_is_that_persons() -> None:
    text = (
        "В.Путин: Уважаемые коллеги! Начнём с дорог и школ, потому что ради них всё и делается. "
        "Деньги на это есть, и люди их увидят уже в этом году, до первого сентября.\n\n"
        "Теперь о другом. Войска будут стоять там, где стоят, и отходить мы не собираемся. Об этом прошу не забывать."
    )
    heard = said_by(text, primary=False, language="ru")
    assert set(heard.values()) == {"Vladimir Putin"}
    assert any("Войска" in words for words in heard)
    for headed in (
        text.replace("В.Путин:", "Путин:"),
        text.replace(" мы не собираемся", " армия не собирается"),
        f"{text}\n\nВ.Путин говорил час.",
        f"{text}\n\nГлава МИД Сергей Лавров заявил, что торопиться некуда.",
    ):
        assert not any("Войска" in words for words in said_by(headed, primary=False, language="ru"))


def test_a_record_that_begins_with_a_full_name_speaks_in_the_first_person() -> None:
    text = (
        "Vladimir Putin: Colleagues, let me begin with roads and schools, since we do all of this for them, and since I was asked "
        "about them last time. We have the money, and it will be spent before the first day of September, as we promised here.\n\n"
        "Now to another matter. The troops will stay where they are. We shall say no more of it, and I ask you to remember that."
    )
    heard = said_by(text, primary=False)
    assert set(heard.values()) == {"Vladimir Putin"}
    assert any("troops" in words for words in heard)
    told = text.replace("we ", "they ").replace("We ", "They ").replace(" I ", " he ").replace("let me", "let us")
    assert not any("troops" in words for words in said_by(told, primary=False))
    headed = text.replace("Vladimir Putin:", "Vladimir Putin on Schools:")
    assert not any("troops" in words for words in said_by(headed, primary=False))
    quoted = "Vladimir Putin: “We will wait.”\n\nThe troops stay. “We wait, we watch, we work, and we win,” a poster says there."
    assert not any("troops" in words for words in said_by(quoted, primary=False))


@pytest.mark.parametrize(
    ("language", "heading", "words"),
    [
        ("en", "Trade and Tariffs", "We count what came in this week and what did not."),
        ("ru", "Торговля и Пошлины", "Мы считаем, что пришло на этой неделе и что нет."),
        ("uk", "Торгівля та Мита", "Ми рахуємо, що прийшло цього тижня і що ні."),
        ("de", "Handel und Zölle", "Wir zählen, was diese Woche kam und was nicht."),
        ("fr", "Commerce et Douanes", "Nous comptons ce qui est venu cette semaine."),
    ],
)
def test_two_things_that_are_joined_are_no_label(language: str, heading: str, words: str) -> None:
    letter = "\n\n".join([f"{heading}: {words}"] * 3)
    assert find_turns(letter, mentions=(), lexicon=load_lexicon(language), primary=False) == []


ANSWERED = [
    ("ru", "Вопрос: Что вы скажете о списке?\n\nОтвет: Список надо расширить.\n\nМы об этом говорили не раз.", "Список надо расширить.", "Мы об этом говорили не раз."),
    ("uk", "Питання: Що скажете про список?\n\nВідповідь: Список треба розширити.\n\nМи про це говорили не раз.", "Список треба розширити.", "Ми про це говорили не раз."),
    ("en", "Question: What of the list?\n\nAnswer: The list must grow.\n\nWe have said so before.", "The list must grow.", "We have said so before."),
    ("de", "Frage: Was ist mit der Liste?\n\nAntwort: Die Liste muss wachsen. Das haben wir schon oft gesagt.", "Die Liste muss wachsen.", None),
    ("fr", "Question : Que dites-vous de la liste ?\n\nRéponse : La liste doit grandir. Nous l’avons dit plus d’une fois.", "La liste doit grandir.", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "_"), ANSWERED)
def test_an_answer_is_the_outlets_own_offices(language: str, text: str, words: str, _: str | None) -> None:
    heard = said_by(text, primary=True, outlet="kremlin.ru", language=language)
    assert heard[words] == "Vladimir Putin"


GROWS, STAYS = (
    "The list must grow, and it will grow by the summer.",
    "It will stay in force until there is a settlement.",
)
ASKED_ALONE = f"QUESTION: Will the list grow?\n\nMR. BRAND: {GROWS}\n\nQUESTION: And will it stay?\n\n{{}}: {STAYS}"


@pytest.mark.parametrize(
    ("outlet", "last", "office"),
    [
        ("mid.ru", "MR. BRAND", "RU-MFA"),
        ("kremlin.ru", "MR. BRAND", None),
        ("mid.ru", "MS. HILL", None),
        ("somewhere.example", "MR. BRAND", None),
    ],
)
def test_who_alone_is_asked_on_an_offices_own_page_speaks_for_it(outlet: str, last: str, office: str | None) -> None:
    text = ASKED_ALONE.format(last)
    told = article(text, primary=True, outlet=outlet)
    found = attribute_article(told, world=WORLD, gazetteer=GAZETTEER, rules=MergeRules(), language="en").attributions
    assert {a.office for a in found if a.words(text) in (GROWS, STAYS)} == {office}
    assert [a.words(text) for a in found if a.asks] == ["Will the list grow?", "And will it stay?"]


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Ответ президента России В.Путина на вопрос СМИ о списке", "Vladimir Putin"),
        ("Ответы Владимира Путина на вопросы журналистов", "Vladimir Putin"),
        ("Ответ на вопрос СМИ о заявлении Владимира Путина", "Ответ"),
        ("Чего хочет Владимир Путин", "Ответ"),
    ],
)
def test_of_answers_elsewhere_the_title_says_whose_they_are(title: str, speaker: str) -> None:
    language, text, words, after = ANSWERED[0]
    heard = said_by(text, primary=False, title=title, language=language)
    assert heard[words] == speaker
    assert heard.get(after or "") == (speaker if speaker != "Ответ" else None)


def test_below_the_last_answer_of_an_article_others_speak() -> None:
    text = f"{ANSWERED[2][1].rsplit(chr(10) + chr(10), 1)[0]}\n\nJoe Biden said that the list was long enough."
    heard = said_by(text, primary=False)
    assert heard["the list was long enough"] == "Joe Biden"


INTERVIEWS = [
    ("en", "Question", "Will you meet them in spring?", "Sergei Lavrov", "We shall wait.", "The sanctions must go at once.", "The talk was held in a garden."),
    ("ru", "Вопрос", "Встретитесь ли вы весной?", "Сергей Лавров", "Мы подождём.", "Санкции надо снять немедленно.", "Беседа шла в саду."),
    ("de", "Frage", "Treffen Sie sich im Frühjahr?", "Jens Stoltenberg", "Wir warten.", "Die Sanktionen müssen sofort weg.", "Das Gespräch fand im Garten statt."),
]  # fmt: skip


@pytest.mark.parametrize("behind", [" ", "\n", "\n\n", " \r\n"], ids=["same", "next", "below", "windows"])
@pytest.mark.parametrize(("language", "asks", "question", "name", "first", "last", "note"), INTERVIEWS)
def test_the_last_answer_is_read_wherever_its_label_stands(
    language: str, asks: str, question: str, name: str, first: str, last: str, note: str, behind: str
) -> None:
    turns = ((asks, question), (name, first), (asks, question), (name, last))
    text = "\n\n".join([*(f"{label}:{behind}{words}" for label, words in turns), note])
    heard = said_by(text, primary=False, language=language)
    assert heard[first] == heard[last] in {"Sergei Lavrov", "Jens Stoltenberg"}
    assert note not in heard


def test_the_last_turn_ends_where_the_transcript_does() -> None:
    turns = "Question: When?\n\nSergei Lavrov:\nAt once, if they ask for it. * * * The paper was founded long ago.\n\nBuy it here."
    (_, last) = find_turns(turns, mentions=(), lexicon=load_lexicon("en"), primary=False)
    assert turns[slice(*last.body)].strip() == "At once, if they ask for it."


@pytest.mark.parametrize("gap", ["\n" * 4000, " \n" * 2000, "\n" + " " * 4000], ids=["lines", "indented", "spaces"])
def test_a_long_gap_below_an_answer_takes_no_time(gap: str) -> None:
    turns = f"Question: When?\n\nSergei Lavrov: At once.{gap}“We wait,” he said.\n\nQuestion: Where?\n\nSergei Lavrov: Here."
    start = perf_counter()
    assert len(find_turns(turns, mentions=(), lexicon=load_lexicon("en"), primary=False)) == 4
    assert perf_counter() - start < 1


@pytest.mark.parametrize("mark", [":", "."])
def test_who_is_introduced_alone_answers_where_labels_are_letters(mark: str) -> None:
    text = (
        "The US President, Joe Biden, spoke to the paper in Paris.\n\n"
        f"Q{mark} Will the talks go on?\n\nA{mark} They will go on in May.\n\nQ{mark} And the treaty?\n\nA{mark} It stays in force."
    )
    words = said_by(text, primary=False)
    assert words["They will go on in May."] == words["It stays in force."] == "Joe Biden"
    assert words["And the treaty?"] != "Joe Biden"


def test_an_initial_at_the_beginning_of_a_line_is_no_label() -> None:
    assert find_turns("A. Smith came.\n\nA. Jones left.", mentions=[], lexicon=load_lexicon("en"), primary=False) == []
