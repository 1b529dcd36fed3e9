"""A text and the places marked in it: every letter is shown once, however the places overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.show.marking import lines_of
from monitor.show.sheet import Mark


def pieces(text, *marks):
    return [(piece.text, piece.inside) for line in lines_of(text, marks) for piece in line.pieces]


def test_words_with_the_source_inside_another_statement():
    text = "Moscow was ready"
    found = lines_of(
        text, [Mark(0, 16, "words", 1), Mark(0, 6, "source", 2), Mark(7, 10, "cue", 2), Mark(7, 16, "words", 2)]
    )
    first, _, cue, last = found[0].pieces

    assert (first.text, first.inside, first.source) == ("Moscow", (1,), (2,))
    assert (cue.text, cue.inside, cue.cue, cue.opens) == ("was", (1, 2), (2,), (2,))
    assert (last.text, last.closes) == (" ready", (2, 1))


def test_words_that_their_cue_interrupts_open_twice_and_start_once():
    found = lines_of("Never, he said, again", [Mark(0, 6, "words", 1), Mark(16, 21, "words", 1)])
    opens = [(piece.text, piece.opens, piece.starts) for piece in found[0].pieces if piece.opens]

    assert opens == [("Never,", (1,), (1,)), ("again", (1,), ())]


def test_words_over_several_lines_are_cut_at_the_line_ends():
    found = lines_of("One two\nthree\n\nfour", [Mark(4, 19, "words", 1)])

    assert [line.paragraph for line in found] == [False, False, True]
    assert [piece.inside for line in found for piece in line.pieces] == [(), (1,), (1,), (1,)]


def test_escapes_of_a_terminal_are_shown_and_not_obeyed():
    assert pieces("a\x1b[2Jb") == [("a\ufffd[2Jb", ())]


@given(
    st.text(alphabet="ab \n", max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.integers(1, 4)), max_size=6),
)
def test_every_letter_is_shown_once_and_every_word_mark_that_opens_closes(text, places):
    marks = [Mark(min(a, b), max(a, b), "words", number) for a, b, number in places]
    found = lines_of(text, marks)
    shown = ["".join(piece.text for piece in line.pieces) for line in found]
    opened = [number for line in found for piece in line.pieces for number in piece.opens]
    closed = [number for line in found for piece in line.pieces for number in piece.closes]

    assert shown == [line.strip() for line in text.split("\n") if line.strip()]
    assert set(opened) == set(closed)
