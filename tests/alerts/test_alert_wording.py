from __future__ import annotations

import pytest

from monitor.alerts.wording import cut, excerpt, level_bar, level_text, named, plain, severity_text, web_address


@pytest.mark.parametrize(
    ("severity", "word"),
    [(34, "adjustment"), (35, "programme"), (54, "programme"), (55, "goal"), (75, "goal"), (76, "orientation")],
)
def test_severity_has_its_word(severity, word):
    assert severity_text(severity) == f"{severity} {word}"


@pytest.mark.parametrize(("level", "bar"), [(-2, "■□□□□"), (0, "□□■□□"), (2, "□□□□■"), (None, "□□□□□")])
def test_bar_has_one_full_cell_for_a_level(level, bar):
    assert level_bar(level) == bar


def test_level_has_a_sign():
    assert [level_text(level) for level in (-2, 0, 1, None)] == ["−2", "0", "+1", "no line"]


def test_cut_text_ends_after_a_whole_word():
    assert cut("one two three", 9) == "one two…"


def test_cut_text_never_grows():
    assert all(len(cut("word " * 30, limit)) <= limit for limit in range(1, 60))


def test_word_that_is_too_long_alone_is_cut_inside():
    assert cut("x" * 20, 10) == "x" * 9 + "…"


def test_excerpt_of_a_short_quote_is_the_quote():
    assert excerpt("We  will\nnot.", words=40, limit=500) == "We will not."


def test_excerpt_marks_where_it_goes_on():
    assert excerpt("a b c d", words=3, limit=500) == "a b c …"


def test_unknown_code_is_shown_as_it_is():
    assert named("kinds", "some_new_kind") == "some new kind"


def test_address_without_host_is_no_address():
    assert web_address("https:///path") is None


def test_half_a_character_is_shown_as_a_question_mark():
    assert plain("a\ud800b") == "a\ufffdb"


def test_unknown_code_cannot_be_long():
    assert len(named("languages", "x" * 500)) == 40
