"""A comparison for a person: relation in words, the decisive words in their context."""

from __future__ import annotations

from dataclasses import replace

from monitor.compare import ComparedPosition, Comparison, Quote
from monitor.show import Look, describe_comparison, format_comparison
from tests.builders import article, week_config

TEXT = "The day was long. Lavrov said that talks are over and done. Nobody replied. It rained."
POSITION = ComparedPosition(actor="Lavrov", issue="DIA", claim="We are ready to talk.", date="2022-01-01")


def compared(*quotes, relation="contradicts", position=POSITION):
    found = Comparison(relation=relation, confidence=0.62, evidence=quotes, reason="says the contrary of talk")
    return describe_comparison(position, article(TEXT), found, week_config().world)


def quote(words):
    start = TEXT.index(words)
    return Quote(quote=words, start=start, end=start + len(words), speaker="Sergei Lavrov")


def test_the_decisive_words_stand_in_their_sentence_between_its_neighbours():
    [excerpt] = compared(quote("talks are over")).excerpts

    assert (excerpt.before, excerpt.words, excerpt.after) == (
        "The day was long. Lavrov said that ",
        "talks are over",
        " and done. Nobody replied.",
    )


def test_a_neighbour_is_whole_where_it_has_a_date():
    text = "Es war still. Am 3. Oktober sagte Lawrow, die Gespräche seien vorbei. Am 4. Oktober regnete es."
    start = text.index("die Gespräche")
    words = Quote(quote="die Gespräche", start=start, end=start + len("die Gespräche"), speaker="Sergei Lavrov")
    found = Comparison(relation="contradicts", confidence=0.62, evidence=(words,), reason="says the contrary")
    sheet = describe_comparison(POSITION, article(text, language="de"), found, week_config().world)

    [excerpt] = sheet.excerpts
    assert excerpt.before == "Es war still. Am 3. Oktober sagte Lawrow, "
    assert excerpt.after == " seien vorbei. Am 4. Oktober regnete es."


def test_words_that_are_told_only_to_be_denied_are_marked():
    denied, plain = compared(replace(quote("talks are over"), denied=True), quote("It rained.")).excerpts

    assert denied.place.startswith("told only to be denied · characters ")
    assert plain.place.startswith("characters ")


def test_words_at_the_ends_of_the_text_have_one_neighbour():
    first, last = compared(quote("The day was long."), quote("It rained.")).excerpts

    assert (first.before, first.after) == ("", " Lavrov said that talks are over and done.")
    assert (last.before, last.after) == ("Nobody replied. ", "")


def test_the_comparison_in_a_terminal():
    text = format_comparison(compared(quote("talks are over")), Look())

    assert text.startswith(
        "Contradicts the line: the actor says the contrary\n would be an alert · score 0.62 of 1, for sorting “contradicts” answers; not a probability\n"
    )
    assert "**talks are over**" in text
    assert "“We are ready to talk.”" in text
    assert "Says the contrary of talk" in text


def test_colour_makes_the_decisive_words_bold():
    text = format_comparison(compared(quote("talks are over")), Look(colour=True))

    assert "\x1b[1mtalks are over\x1b[0m" in text
    assert "**" not in text


def test_nothing_found_is_said():
    text = format_comparison(compared(relation="unrelated", position=POSITION), Look())

    assert "Unrelated: the article is about something else" in text
    assert "No words in it are evidence" in text


def test_a_position_without_a_claim():
    position = ComparedPosition(actor=None, issue="DIA", claim=None, date=None)

    assert dict(compared(relation="new", position=position).position) == {
        "actor": "nobody in particular",
        "issue": "Dialogue (DIA)",
        "line": "none on record",
        "as of": "no date given",
    }


def test_menus_and_teasers_are_no_context():
    text = "The day was long. Lavrov said that talks are over.\n\nRead more\n\nNobody replied to him on that day.\n"
    words = "talks are over"
    place = text.index(words)
    found = Comparison(
        relation="contradicts",
        confidence=0.6,
        evidence=(Quote(quote=words, start=place, end=place + len(words), speaker="Lavrov"),),
        reason="",
    )
    [excerpt] = describe_comparison(POSITION, article(text), found, week_config().world).excerpts

    assert excerpt.words == words
    assert "Read more" not in excerpt.before + excerpt.after


def test_what_is_to_be_known_of_the_actor_stands_beside_the_position():
    found = Comparison(relation="unrelated", confidence=0.6, evidence=(), reason="", note="nobody in actors.toml")
    text = format_comparison(describe_comparison(POSITION, article(TEXT), found, week_config().world), Look())

    assert " note       nobody in actors.toml\n" in text


def test_an_article_that_was_not_read_is_not_said_to_be_about_something_else():
    found = Comparison(relation="unrelated", confidence=0.0, evidence=(), reason="not read", read=False)
    shown = format_comparison(describe_comparison(POSITION, article(TEXT), found, week_config().world), Look())
    assert shown.startswith("Not compared: the article is in a language that is not read")
    assert "something else" not in shown
    assert "\n no alert · no score\n" in shown


def test_where_no_actor_is_named_the_article_says_it():
    nobody = ComparedPosition(actor=None, issue=None, claim="The bridge is open.", date=None)

    assert compared(quote("talks are over")).relation == "contradicts the line: the actor says the contrary"
    assert (
        compared(quote("talks are over"), position=nobody).relation
        == "contradicts the claim: the article says the contrary"
    )
