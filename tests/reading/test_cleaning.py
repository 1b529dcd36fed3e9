"""Furniture is marked, never rewritten, and offsets move with it."""

from __future__ import annotations

import pytest

from monitor.reading.text.clean import find_furniture, rebase, without
from monitor.reading.text.lexicon_patterns import refuse_a_second

BODY = "The secretary general spoke for an hour.\n\nHe said that troops would stay in the region.\n\nThe meeting ended late."


def kept(text: str) -> str:
    return without(text, find_furniture(text))


@pytest.mark.parametrize(
    "marker",
    ["Previous Article", "Next article", "Write a Comment", "Leave a comment", "Read more", "Subscribe to our newsletter",
     "Related articles", "Читайте также:", "Подпишитесь на наш канал", "Оставить комментарий"],
)  # fmt: skip
def test_everything_after_a_tail_marker_is_furniture(marker: str) -> None:
    teaser = "Former adviser says the war is lost"
    assert kept(f"{BODY}\n\n{marker}\n\n{teaser}\n") == BODY


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("Die Grenzen des Sagbaren", "Der Minister sagte, die Truppen blieben."),
        ("Le directeur de cabinet", "Le ministre a dit que les troupes resteraient."),
        ("La Stampa asked first.", "The minister answered that the troops would stay."),
    ],
)
def test_a_line_that_begins_with_an_article_cuts_nothing(line: str, after: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{after}"
    assert kept(text) == text


PROSE = (
    "The minister answered that the troops would stay in the region for as long as the other side kept its own there.",
    "He added that nobody had asked for talks, and that the door stayed open for those who wanted to walk through it.",
)


@pytest.mark.parametrize(
    "marker", ["Read more: Former adviser says the war is lost", "ЧИТАЙТЕ ТАКЖЕ:", "Lesen Sie auch", "Lire aussi"]
)
def test_a_teaser_inside_an_article_goes_and_the_article_goes_on(marker: str) -> None:
    after = "\n\n".join(PROSE)
    text = f"{BODY}\n\n{marker}\n\nFormer adviser says the war is lost\n\n{after}"
    assert kept(text).replace("\n", "") == (BODY + after).replace("\n", "")


def test_comments_are_cut_however_long_they_are() -> None:
    text = "\n\n".join((BODY, "Leave a comment", *PROSE))
    assert kept(text) == BODY


def test_a_list_inside_an_article_is_no_menu() -> None:
    text = "\n\n".join((PROSE[0], "Poland", "Estonia", "Latvia", "Lithuania", "Finland", "Norway", PROSE[1]))
    assert kept(text) == text


def test_no_grammar_replaces_a_word_list_by_a_pattern_of_its_name() -> None:
    with pytest.raises(ValueError, match="tail_marker"):
        refuse_a_second({"tail_marker"}, ["tail_marker", "talk"])


def test_a_marker_inside_a_sentence_cuts_nothing() -> None:
    text = f"{BODY}\n\nReaders who want to read more about the summit will find that the previous article of the treaty was clear."
    assert kept(text) == text


def test_a_menu_above_the_article_is_furniture() -> None:
    assert kept(f"Home\nWorld\nPolitics\nBusiness\nSports\nOpinion\n\n{BODY}").strip() == BODY


def test_a_text_without_furniture_is_kept_whole() -> None:
    assert find_furniture(BODY) == ()


def test_single_lines_of_furniture_go_and_the_rest_stays() -> None:
    text = BODY.replace("\n\nThe meeting", "\n\nADVERTISEMENT\n\nThe meeting")
    assert "ADVERTISEMENT" not in kept(text)
    assert kept(text).endswith("The meeting ended late.")


def test_offsets_move_by_the_furniture_before_them() -> None:
    text = f"Share\n{BODY}"
    furniture = find_furniture(text)
    start = text.index("troops would stay")
    moved = rebase(start, furniture)
    assert without(text, furniture)[moved : moved + 17] == "troops would stay"


@pytest.mark.parametrize("text", ["", "\n\n", "Read more", "x" * 5000])
def test_odd_texts_have_no_furniture(text: str) -> None:
    assert find_furniture(text) == ()
