"""When it was said, by the words beside it; and what age does to the weight."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.cues.cue_words import load_cue_words
from monitor.reading.cues.past import told_of_past
from monitor.reading.text.dates import find_said_at, freshness
from monitor.reading.text.lexicon import load_lexicon
from monitor.types import MergeRules
from tests.builders import article, reading_world

if TYPE_CHECKING:
    from monitor.reading.found import Attribution

PUBLISHED = datetime(2022, 3, 9, 15, 0, tzinfo=UTC)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("X said on Monday", "en", "2022-03-07"),
        ("X said yesterday", "en", "2022-03-08"),
        ("In December 2021 X had said", "en", "2021-12-31"),
        ("X said in December", "en", "2021-12-31"),
        ("In 2008 X said", "en", "2008-12-31"),
        ("X said on March 5", "en", "2022-03-05"),
        ("X said on 5 March 2021", "en", "2021-03-05"),
        ("X said", "en", "2022-03-09"),
        ("X заявил в понедельник", "ru", "2022-03-07"),
        ("В 2008 году X заявил", "ru", "2008-12-31"),
        ("X заявил 5 марта", "ru", "2022-03-05"),
        ("В декабре 2021 года X говорил", "ru", "2021-12-31"),
        ("X сказал накануне", "ru", "2022-03-08"),
        ("Ещё в декабре 2021 года X заявил", "ru", "2021-12-31"),
        ("Im Dezember 2021 hatte X gesagt", "de", "2021-12-31"),
        ("X sagte am Montag", "de", "2022-03-07"),
        ("X sagte am 5. März", "de", "2022-03-05"),
        ("X sagte gestern", "de", "2022-03-08"),
        ("En décembre 2021, X avait dit", "fr", "2021-12-31"),
        ("X a dit lundi", "fr", "2022-03-07"),
        ("X a dit le 5 mars", "fr", "2022-03-05"),
        ("X a dit la veille", "fr", "2022-03-08"),
        ("У грудні 2021 року X сказав", "uk", "2021-12-31"),
        ("X сказав у понеділок", "uk", "2022-03-07"),
        ("X сказав 5 березня", "uk", "2022-03-05"),
        ("X сказав учора", "uk", "2022-03-08"),
    ],
)
def test_the_date_beside_the_cue(words: str, language: str, day: str) -> None:
    said = find_said_at(words, published=PUBLISHED, lexicon=load_lexicon(language))
    assert said.at.date().isoformat() == day


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("X hatte bereits gesagt", "de"),
        ("X avait déjà dit", "fr"),
        ("X раніше сказав", "uk"),
        ("X ранее сказал", "ru"),
    ],
)
def test_said_before_without_a_date_is_vague(words: str, language: str) -> None:
    assert find_said_at(words, published=PUBLISHED, lexicon=load_lexicon(language)).vague


@pytest.mark.parametrize("published", ["2026-11-20T00:00", "2026-11-20T08:00", "2026-11-20T15:00", "2026-11-19T23:30"])
@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("BRUSSELS, Nov 20 (Reuters) - X said", "en"),
        ("X said on 20 November", "en"),
        ("X 20 ноября заявил", "ru"),
        ("X 20 листопада заявив", "uk"),
        ("X sagte am 20. November", "de"),
        ("X a dit le 20 novembre", "fr"),
    ],
)
def test_the_day_of_publication_is_no_year_ago_at_any_hour(published: str, words: str, language: str) -> None:
    at = datetime.fromisoformat(published).replace(tzinfo=UTC)
    said = find_said_at(words, published=at, lexicon=load_lexicon(language))
    assert at - said.at < timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("X said on Tuesday", "en", "2026-11-23"),
        ("X said last Tuesday", "en", "2026-11-17"),
        ("X заявил во вторник", "ru", "2026-11-23"),
        ("X заявил в минувший вторник", "ru", "2026-11-17"),
        ("X заявив у вівторок", "uk", "2026-11-23"),
        ("X заявив у минулий вівторок", "uk", "2026-11-17"),
        ("X sagte am Dienstag", "de", "2026-11-23"),
        ("X sagte vergangenen Dienstag", "de", "2026-11-17"),
        ("X a dit mardi", "fr", "2026-11-23"),
        ("X said on Monday", "en", "2026-11-23"),
        ("X said on Wednesday", "en", "2026-11-18"),
    ],
)
def test_a_night_in_moscow_is_a_weekday_that_is_still_to_come_in_utc(words: str, language: str, day: str) -> None:
    published = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # Tuesday, 01:30 in Moscow
    said = find_said_at(words, published=published, lexicon=load_lexicon(language))
    assert said.at.date().isoformat() == day


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("X said last Wednesday", "en", "2022-03-02"),
        ("X said this past Wednesday", "en", "2022-03-02"),
        ("X said on Wednesday", "en", "2022-03-09"),
        ("X заявил в прошлую среду", "ru", "2022-03-02"),
        ("X заявил в среду", "ru", "2022-03-09"),
        ("X заявив минулої середи", "uk", "2022-03-02"),
        ("X заявив у минулу середу", "uk", "2022-03-02"),
        ("X заявив цієї середи", "uk", "2022-03-09"),
        ("X sagte am vergangenen Mittwoch", "de", "2022-03-02"),
        ("X sagte am Mittwoch", "de", "2022-03-09"),
        ("X a dit mercredi dernier", "fr", "2022-03-02"),
        ("X a dit mercredi", "fr", "2022-03-09"),
        ("X a dit lundi dernier", "fr", "2022-03-07"),
    ],
)
def test_the_last_wednesday_is_not_the_one_on_which_it_is_told(words: str, language: str, day: str) -> None:
    said = find_said_at(words, published=PUBLISHED, lexicon=load_lexicon(language))
    assert said.at.date().isoformat() == day


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("X said three days ago", "en", "2022-03-06"),
        ("X said 10 days ago", "en", "2022-02-27"),
        ("X said two years ago", "en", "2020-03-09"),
        ("X said many years ago", "en", "2019-06-13"),
        ("X заявил три дня назад", "ru", "2022-03-06"),
        ("X заявил пять лет тому назад", "ru", "2017-03-10"),
        ("X заявив п’ять днів тому", "uk", "2022-03-04"),
        ("X заявив два тижні тому", "uk", "2022-02-23"),
        ("X sagte vor gut drei Wochen", "de", "2022-02-16"),
        ("X a dit il y a cinq jours", "fr", "2022-03-04"),
        ("X a dit il y a quinze jours", "fr", "2022-02-23"),
    ],
)
def test_days_weeks_and_years_are_counted_back(words: str, language: str, day: str) -> None:
    said = find_said_at(words, published=PUBLISHED, lexicon=load_lexicon(language))
    assert said.at.date().isoformat() == day


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Lavrov said two weeks ago that Russia is ready for talks.", "en", "2022-02-23"),
        ("Lavrov two weeks ago said that Russia is ready for talks.", "en", "2022-02-23"),
        ("“Russia is ready for talks,” said Lavrov two weeks ago.", "en", "2022-02-23"),
        ("Лавров две недели назад заявил, что Россия готова к переговорам.", "ru", "2022-02-23"),
        ("Лавров заявил две недели назад, что Россия готова к переговорам.", "ru", "2022-02-23"),
        ("«Россия готова к переговорам», – заявил две недели назад Лавров.", "ru", "2022-02-23"),
        ("«Россия готова к переговорам», – заявил Лавров две недели назад.", "ru", "2022-02-23"),
        ("Сергій Лавров минулого вівторка заявив, що Росія готова до переговорів.", "uk", "2022-03-08"),
        ("Сергій Лавров минулої середи заявив, що Росія готова до переговорів.", "uk", "2022-03-02"),
        ("Сергій Лавров два тижні тому заявив, що Росія готова до переговорів.", "uk", "2022-02-23"),
        ("«Росія готова до переговорів», – заявив два тижні тому Сергій Лавров.", "uk", "2022-02-23"),
        ("Lawrow sagte vor zwei Wochen, Russland sei zu Gesprächen bereit.", "de", "2022-02-23"),
        ("„Russland ist zu Gesprächen bereit“, sagte vor drei Tagen Sergej Lawrow.", "de", "2022-03-06"),
        ("Lavrov a déclaré il y a deux semaines que la Russie est prête.", "fr", "2022-02-23"),
        ("« La Russie est prête », a déclaré il y a deux semaines Sergueï Lavrov.", "fr", "2022-02-23"),
    ],
)
def test_words_for_a_day_stand_beside_the_verb_and_are_no_part_of_what_was_said(
    text: str, language: str, day: str
) -> None:
    (said,) = lavrovs(text, language)
    assert said.said_at is not None
    assert said.said_at.date().isoformat() == day
    assert text[said.start : said.end].casefold().startswith(("russia", "росси", "росі", "russland", "la russie"))


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Lavrov, who took office on 9 March 2004, said on Monday that Russia is ready for talks.", "en", "2022-03-07"),
        ("Lavrov, who took office on 9 March 2004, said that Russia is ready for talks.", "en", "2022-03-09"),
        ("Lavrov, born in 1950, said that Russia is ready for talks.", "en", "2022-03-09"),
        ("Lavrov, ambassador until July 12, 2004, said that Russia is ready for talks.", "en", "2022-03-09"),
        ("“Russia is ready for talks,” said Lavrov, who met Powell in May 2004.", "en", "2022-03-09"),
        ("Lavrov – who took office on 9 March 2004 – said that Russia is ready for talks.", "en", "2022-03-09"),
        ("On the anniversary of the war of 8 August 2008 Lavrov said that Russia is ready.", "en", "2022-03-09"),
        (
            "Лавров, который 9 марта 2004 года стал министром, заявил в понедельник, что Россия готова.",
            "ru",
            "2022-03-07",
        ),
        ("Лавров, назначенный министром 9 марта 2004 года, заявил, что Россия готова.", "ru", "2022-03-09"),
        ("В преддверии годовщины войны 8 августа 2008 года Лавров заявил, что Россия готова.", "ru", "2022-03-09"),
        ("Сергій Лавров, який 9 березня 2004 року став міністром, заявив, що Росія готова.", "uk", "2022-03-09"),
        ("Напередодні річниці війни 8 серпня 2008 року, Лавров заявив, що Росія готова.", "uk", "2022-03-09"),
        ("Lawrow, der am 9. März 2004 Minister wurde, sagte am Montag, Russland sei bereit.", "de", "2022-03-07"),
        ("Lawrow, geboren im März 1950, sagte, Russland sei bereit.", "de", "2022-03-09"),
        ("Sergueï Lavrov, né en 1950, a déclaré lundi que la Russie est prête.", "fr", "2022-03-07"),
        ("« La Russie est prête », a déclaré Lavrov, qui est devenu ministre le 9 mars 2004.", "fr", "2022-03-09"),
    ],
)
def test_the_date_of_who_he_is_or_of_what_he_did_is_not_when_he_said_it(text: str, language: str, day: str) -> None:
    assert days_said(text, language) == [day]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Lavrov, speaking on 5 March 2021, said that Russia is ready for talks.", "en"),
        ("Lavrov, who spoke in Minsk on 5 March 2021, said that Russia is ready for talks.", "en"),
        ("Лавров, который выступал 5 марта 2021 года в Минске, заявил, что Россия готова.", "ru"),
        ("Lavrov, qui s'exprimait le 5 mars 2021 à Minsk, a déclaré que la Russie est prête.", "fr"),
        ("On 5 March 2021, Lavrov, then in Minsk, said that Russia is ready for talks.", "en"),
        ("In an interview, published on 5 March 2021, Lavrov said that Russia is ready for talks.", "en"),
        ("In an interview which was published on 5 March 2021, Lavrov said that Russia is ready.", "en"),
        ("Lavrov said on Friday, March 5, 2021, that Russia is ready for talks.", "en"),
        ("Lavrov told reporters in Minsk on Friday, 5 March 2021, that Russia is ready for talks.", "en"),
        ("Лавров, выступая 5 марта 2021 года, заявил, что Россия готова.", "ru"),
        ("В интервью, которое вышло 5 марта 2021 года, Лавров заявил, что Россия готова.", "ru"),
        ("Сергій Лавров, виступаючи 5 березня 2021 року, заявив, що Росія готова.", "uk"),
        ("In einem am 5. März 2021 veröffentlichten Interview sagte Lawrow, Russland sei bereit.", "de"),
        ("Lavrov a déclaré, dans un entretien diffusé le 5 mars 2021, que la Russie est prête.", "fr"),
    ],
)
def test_the_day_on_which_he_spoke_or_was_published_stays_when_he_said_it(text: str, language: str) -> None:
    assert days_said(text, language) == ["2021-03-05"]


@pytest.mark.parametrize(
    "text",
    [
        "At the memorial to 8 August 2008 Lavrov said on Monday that Russia is ready for talks.",
        "Lavrov said on Monday that Russia is ready for talks, as in the treaty signed on 8 April 2010.",
        "Later, Lavrov released a statement on Monday, saying that Russia is ready for talks.",
    ],
)
def test_a_day_beside_the_verb_is_meant_before_a_date_farther_off(text: str) -> None:
    assert days_said(text, "en") == ["2022-03-07"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("X said ahead of the summit on 3 December", "2026-11-20"),
        ("X said on 3 March", "2026-03-03"),
        ("X said on January 10", "2026-01-10"),
        ("X said on 20 November 2025", "2025-11-20"),
    ],
)
def test_a_day_without_its_year_is_this_year_s_or_soon_to_come(words: str, day: str) -> None:
    published = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert find_said_at(words, published=published, lexicon=load_lexicon("en")).at.date().isoformat() == day


@pytest.mark.parametrize(
    ("month", "day"), [("20 December", "2025-12-20"), ("3 January", "2026-01-03"), ("9 January", "2026-01-05")]
)
def test_at_the_turn_of_the_year_the_day_before_it_is_last_year_s(month: str, day: str) -> None:
    published = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    assert (
        find_said_at(f"X said on {month}", published=published, lexicon=load_lexicon("en")).at.date().isoformat() == day
    )


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("X, foreign minister since 2004, said", "en"),
        ("X, in office since March 2004, said", "en"),
        ("X said of the decision of 20 May 2020", "en"),
        ("X said of the memorandum of December 5, 1994", "en"),
        ("Комментируя решение от 20 мая 2020 года, X заявил", "ru"),
        ("X, seit 2004 Minister, sagte", "de"),
        ("X sagte zum Abkommen vom 20. Mai 2020", "de"),
        ("X, ministre depuis 2004, a dit", "fr"),
        ("X a dit de l'accord du 20 mai 2020", "fr"),
    ],
)
def test_the_date_of_something_else_is_not_when_it_was_said(words: str, language: str) -> None:
    assert find_said_at(words, published=PUBLISHED, lexicon=load_lexicon(language)).at == PUBLISHED


def test_a_date_after_publication_is_the_day_of_publication() -> None:
    assert find_said_at("X said on 20 March 2022", published=PUBLISHED, lexicon=load_lexicon("en")).at == PUBLISHED


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("X said on Monday", 1.0),
        ("X said on 26 February", 0.5),
        ("X said in 2008", 0.0),
        ("X previously said", 0.5),
        ("X said", 1.0),
    ],
)
def test_age_lowers_the_weight(words: str, factor: float) -> None:
    said = find_said_at(words, published=PUBLISHED, lexicon=load_lexicon("en"))
    found, reason = freshness(said, published=PUBLISHED, rules=MergeRules())
    assert found == factor
    assert (reason is None) == (factor == 1.0)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("X said in March 2021", "stale: said by 2021-03-31 (“in March 2021”) 0"),
        ("X said in 2008", "stale: said by 2008-12-31 (“in 2008”) 0"),
        ("X said on 31 March 2021", "stale: said 2021-03-31 (“31 March 2021”) 0"),
    ],
)
def test_words_that_name_a_month_or_a_year_alone_are_not_told_as_its_last_day(words: str, reason: str) -> None:
    said = find_said_at(words, published=PUBLISHED, lexicon=load_lexicon("en"))
    assert freshness(said, published=PUBLISHED, rules=MergeRules())[1] == reason


OLD = "Foreign Minister Sergei Lavrov said in March 2021 that Russia is ready for talks."


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (f"{OLD} He added that talks could begin at any time.", ["2021-03-31", "2021-03-31"]),
        (f"{OLD} He added on Monday that talks could begin at any time.", ["2021-03-31", "2022-03-07"]),
        (f"{OLD} He says that Russia rejects any talks.", ["2021-03-31", "2022-03-09"]),
        (f"{OLD}\n\nHe added that Russia rejects any talks.", ["2021-03-31", "2022-03-09"]),
        (
            (
                "“We are ready for talks,” Foreign Minister Sergei Lavrov, in office since 2004, said in Moscow. "
                "“They can begin at any time,” he added."
            ),
            ["2022-03-09", "2022-03-09"],
        ),
    ],
)
def test_what_is_added_in_one_paragraph_is_as_old_as_what_it_is_added_to(text: str, days: list[str]) -> None:
    assert days_said(text, "en") == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ru",
            (
                "“Мы готовы к переговорам”, – заявил в марте 2021 года министр иностранных дел России Сергей Лавров. "
                "“Они могут начаться в любой момент”, – добавил он."
            ),
        ),
        (
            "uk",
            (
                "«Ми готові до переговорів», – заявив у березні 2021 року міністр Сергій Лавров. "
                "«Вони можуть початися будь-коли», – додав він."
            ),
        ),
        (
            "de",
            (
                "Außenminister Sergej Lawrow sagte im März 2021, Russland sei zu Gesprächen bereit. "
                "Er habe hinzugefügt, dass die Gespräche bald beginnen könnten."
            ),
        ),
        (
            "fr",
            (
                "« Nous sommes prêts », a déclaré en mars 2021 le ministre Sergueï Lavrov. "
                "« Elles peuvent commencer à tout moment », a-t-il ajouté."
            ),
        ),
    ],
)
def test_what_is_added_is_known_in_each_language(language: str, text: str) -> None:
    assert days_said(text, language) == ["2021-03-31", "2021-03-31"]


@pytest.mark.parametrize(("words", "within"), [("in February", True), ("on 28 February", False), ("on Monday", False)])
def test_a_statement_carries_that_its_day_is_not_known_also_where_it_is_fresh(words: str, within: bool) -> None:
    text = f"Foreign Minister Sergei Lavrov said {words} that Russia is ready for talks."
    said = [a.said_within for a in lavrovs(text, "en", published=datetime(2022, 3, 2, 15, 0, tzinfo=UTC))]
    assert said == [within]


def days_said(text: str, language: str) -> list[str]:
    """When each of the foreign minister's statements was said."""
    return [a.said_at.date().isoformat() for a in lavrovs(text, language) if a.said_at is not None]


def lavrovs(text: str, language: str, *, published: datetime = PUBLISHED) -> list[Attribution]:
    world = reading_world()
    told = attribute_article(
        article(text, published=published),
        world=world,
        gazetteer=Gazetteer(world),
        rules=MergeRules(),
        language=language,
    )
    return [a for a in told.attributions if re.search("L[ae]wrow|Lavrov", a.speaker or "")]


@pytest.mark.parametrize("words", ["2021 hatte Merz gesagt", "2021 erklärte Scholz"])
def test_a_year_that_begins_a_german_sentence_dates_it(words: str) -> None:
    said = find_said_at(words, published=datetime(2026, 5, 6, 12, tzinfo=UTC), lexicon=load_lexicon("de"))
    assert (said.at.year, said.within) == (2021, True)


@pytest.mark.parametrize("year", [1, 2, 9998, 9999])
@pytest.mark.parametrize(
    "words", ["on Monday", "yesterday", "on 3 December", "on 1 January", "in 2008", "in May", "999 decades ago"]
)
def test_no_date_of_publication_ends_the_reading(words: str, year: int) -> None:
    for published in (datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)):
        assert find_said_at(f"X said {words}", published=published, lexicon=load_lexicon("en")).at <= published


@pytest.mark.parametrize("day", [date.min, date(2008, 1, 1), date(2009, 3, 31)])
def test_a_year_is_over_only_some_months_after_it(day: date) -> None:
    sentence = "In 2008 Russia was ready for talks with NATO."
    assert told_of_past(sentence, load_cue_words("en"), day) is None
    assert told_of_past(sentence, load_cue_words("en"), date(2009, 4, 1)) is not None
