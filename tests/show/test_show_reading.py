"""What a person is shown of an article: summary, entries, what is left out, in a terminal and on a page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import NamedTuple

import pytest

from monitor.reading.judgement import Judgement
from monitor.reading.judging.stated import BORROWED
from monitor.show import Look, describe_reading, format_reading, look_of, render_reading_page
from monitor.show.levels import LEVEL_STYLES
from monitor.show.wording import plain_reason, shortened
from monitor.types import Issue, Reading
from monitor.types.reading import CARRIED, MIRRORED
from tests.builders import article, reading_world, statement

TEXT = (
    "Share\n\nSergei Lavrov said on Monday that contacts can be resumed and sanctions lifted.\n\n"
    "“Why should we wait?” he asked."
)
PAGE = article(TEXT, language="en", title="On <contacts>")


def place(words):
    start = TEXT.index(words)
    return start, start + len(words)


SAID, ASKS = place("contacts can be resumed and sanctions lifted"), place("Why should we wait?")
COMMON = {
    "start": SAID[0],
    "end": SAID[1],
    "text": TEXT[slice(*SAID)],
    "parts": (),
    "source": place("Sergei Lavrov"),
    "cue": place("said"),
}


def issue(code, name):
    axis = {-2: "refuse", 0: "wait", 2: "open"}
    return Issue(code=code, name=name, axis=axis, hardening_sign={}, weight=0.5, keywords={}, anchors={})


WORLD = replace(reading_world(), issues=(issue("DIA", "Dialogue"), issue("SAN", "Sanctions")))
TALKS = statement(**COMMON, said_at=datetime(2023, 1, 16, tzinfo=UTC))
OPEN = replace(
    TALKS, issue="SAN", level=None, abstained=True, weight=0.2, reasons=(*TALKS.reasons, "no cue: abstained")
)
ASKED = statement(
    start=ASKS[0],
    end=ASKS[1],
    text=TEXT[slice(*ASKS)],
    parts=(),
    source=None,
    cue=place("asked"),
    commitment="question",
    issue=None,
    levels=None,
    level=None,
    abstained=True,
    weight=0.0,
    said_at=datetime(2022, 12, 1, tzinfo=UTC),
)
FURNITURE = ((0, 5),)


def sheet(*statements, page=PAGE, language="en", genre="news"):
    reading = Reading(
        article_id="article-1", language=language, genre=genre, statements=statements, furniture=FURNITURE
    )
    return describe_reading(page, reading, WORLD)


def test_the_summary_counts_attributions_and_not_issues():
    assert sheet(TALKS, OPEN, ASKED).summary == (
        "2 statements by 1 speaker; 1 on followed issues; 0 without a level; 1 with a level on some of its issues only"
    )
    assert sheet(TALKS, OPEN, replace(ASKED, speaker="Question")).summary.startswith("2 statements by 1 speaker;")
    assert sheet(OPEN).summary == "1 statement by 1 speaker; 1 on followed issues; 1 without a level"
    assert sheet().summary == "No statements: no sentence reports anybody's words"


def test_statements_of_one_attribution_stand_together_with_what_they_share_said_once():
    first, second = sheet(TALKS, ASKED, OPEN).entries

    assert [view.code for view in first.issues] == ["DIA", "SAN"]
    assert [view.level_words for view in first.issues] == [
        "+1 leaning to “open”",
        "left open: the words do not settle it",
    ]
    assert first.reasons == tuple(plain_reason(reason) for reason in TALKS.reasons)
    assert first.issues[1].reasons == ("None of the listed words place it on the axis",)
    assert (first.level, second.number) == (1, 2)


def test_no_level_is_shown_as_certain_or_excluded():
    sure = replace(TALKS, levels=(0.0, 0.001, 0.004, 0.3, 0.999))
    assert sheet(sure).entries[0].issues[0].shares == ("<1", "<1", "<1", "30", ">99")


def test_what_moves_no_line_is_named_with_its_reason():
    found = sheet(TALKS, ASKED)

    assert found.left_out == ("[2]: a question: it asks and does not state",)
    assert found.struck.startswith("Struck through: 5 characters")
    assert found.entries[0].left_out == ""


def test_the_day_it_was_said_is_named_where_it_is_another():
    assert [entry.said for entry in sheet(TALKS, ASKED).entries] == ["", "said 1 Dec 2022, published 16 Jan 2023"]


def test_a_day_that_the_words_do_not_name_is_not_told_as_the_day():
    (entry,) = sheet(replace(TALKS, said_at=datetime(2022, 12, 31, tzinfo=UTC), said_within=True)).entries
    assert entry.said == "said by 31 Dec 2022, published 16 Jan 2023"
    assert entry.facts[0].endswith(" by 31 Dec 2022")


def test_an_unread_language_is_said_in_words():
    found = sheet(language="tr")

    assert found.summary == "Not read: the text is in Turkish"
    assert "kept as it is, marked as unread" in found.notes[0]
    assert "an unknown language (xx)" in sheet(language="xx").summary


# ---------------------------------------------------------------- the terminal


def test_without_colour_the_marks_are_brackets():
    text = format_reading(sheet(TALKS, OPEN, ASKED), Look())

    assert "~~Share~~" in text
    assert "{Sergei Lavrov} <said> on Monday that [1]contacts can be resumed and sanctions lifted[/1]." in text
    assert "“[2]Why should we wait?[/2]” he <asked>." in " ".join(text.split())
    assert "\x1b" not in text
    assert "□□□■□  +1 leaning to “open”" in text
    assert "−2: 5 · −1: 10 · 0: 15 · +1: 60 · +2: 10" in text
    assert max(map(len, text.splitlines())) <= 100


def test_words_inside_a_denial_have_no_colour_of_their_own():
    denied = replace(TALKS, commitment="denied", level=2)
    inside = replace(TALKS, start=TALKS.start + 9, source=None, cue=None, nested=True, weight=0.0, level=-2)
    text = render_reading_page(sheet(denied, inside))

    assert '<mark class="p4">' in text
    assert '<mark class="m4">' not in text
    assert '<a class="no off" id="t2"' in text
    assert LEVEL_STYLES[-2].split()[-1] == "#a8530a"
    assert (
        "48;2;168;83;10"
        not in format_reading(sheet(denied, inside), Look(colour=True))
        .split("moves no line")[1]
        .split("speaker level")[0]
    )


def test_with_colour_the_numbers_stay():
    text = format_reading(sheet(TALKS), Look(colour=True))

    assert "[1]" in re.sub(r"\x1b\[[\d;]*m", "", text)
    assert "[/1]" not in text
    assert "\x1b[" in text


def test_a_terminal_without_our_signs_gets_others():
    text = format_reading(sheet(TALKS), Look(encoding="ascii"))

    assert "---#-  +1" in text
    text.encode("ascii")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_refused(environment):
    class Terminal:
        encoding = "utf-8"

        def isatty(self):
            return True

    assert look_of(Terminal(), {}).colour
    assert not look_of(Terminal(), environment).colour


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"COLORTERM": "truecolor"}, "TRUECOLOR"),
        ({"TERM": "xterm-256color"}, "EIGHT_BIT"),
        ({"TERM": "xterm"}, "STANDARD"),
    ],
)
def test_a_terminal_gets_the_colours_it_has(environment, name):
    class Terminal:
        encoding = "utf-8"

        def isatty(self):
            return True

    assert look_of(Terminal(), environment).colours.name == name


def test_a_long_article_is_laid_out_in_seconds():
    text = "A plain line of the article that says nothing of note.\n\n" * 4000
    found = sheet(page=article(text))

    assert format_reading(found, Look()).count("of note") == 4000


# ---------------------------------------------------------------- what weighs, and what little

STALE = replace(
    TALKS, start=TALKS.start + 1, weight=0.0, reasons=("direct quote 1", "stale: said 2022-01-01 (“then”) 0")
)
FAINT = replace(
    TALKS, start=TALKS.start + 2, weight=0.08, reasons=("paraphrase 0.7", "unknown outlet 0.4", "unnamed source 0.3")
)
STRANGER = replace(TALKS, start=TALKS.start + 3, speaker="Jan Kowalski", actor=None, office=None, weight=0.28)
NO_ISSUE = replace(TALKS, start=TALKS.start + 4, issue=None, levels=None, level=None, weight=0.4)


def test_what_weighs_a_tenth_or_more_stands_on_top_the_heaviest_first():
    lighter = replace(TALKS, start=TALKS.start + 5, weight=0.1, speaker="Dmitry Peskov", level=-2)
    found = sheet(TALKS, OPEN, STALE, FAINT, STRANGER, NO_ISSUE, lighter, ASKED).findings

    assert [(f.number, f.speaker, f.code, f.level_words, f.weight) for f in found] == [
        (1, "Sergei Lavrov", "DIA", "+1 leaning to “open”", f"{TALKS.weight:.2f}"),
        (1, "Sergei Lavrov", "SAN", "level left open", "0.20"),
        (6, "Dmitry Peskov", "DIA", "−2 refuse (with 5 %)", "0.10"),
    ]


def test_what_is_shown_to_weigh_a_tenth_stands_on_top():
    found = sheet(TALKS, replace(FAINT, weight=0.098))

    assert [one.weight for one in found.findings] == [f"{TALKS.weight:.2f}", "0.10"]
    assert found.entries[1].light is None


def test_what_weighs_less_is_told_in_a_line_with_the_reason_and_in_full_when_asked_for():
    found = sheet(TALKS, STALE, FAINT, STRANGER, NO_ISSUE, ASKED)
    text = format_reading(found, Look())
    _, _, light = text.partition("WEIGHS LITTLE OR NOTHING: in full with --all")

    assert [entry.light is None for entry in found.entries] == [True] + 5 * [False]
    assert [" ".join(line.split()) for line in light.splitlines()[1:6]] == [
        "[2] Sergei Lavrov DIA too old to move a line, said 2022-01-01: “then” (× 0)",
        "[3] Sergei Lavrov DIA weighs 0.08: the source is not a named official (× 0.3); an outlet…",
        "[4] Jan Kowalski DIA not followed",
        "[5] Sergei Lavrov no issue",
        "[6] Sergei Lavrov no issue a question",
    ]
    assert text.count("    commitment ") == 1
    assert format_reading(found, Look(), every=True).count("    commitment ") == len(found.entries)
    assert "WEIGHS LITTLE" not in format_reading(found, Look(), every=True)
    assert "[4]: the speaker holds no followed office" in format_reading(found, Look(), every=True)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_table_and_folded_entries_take_a_line_each(width):
    long = "The Permanent Representative of the Commonwealth of Independent States"
    found = sheet(*(replace(one, speaker=long) for one in (TALKS, STALE, FAINT, STRANGER)))
    lines = format_reading(found, Look(width=width)).splitlines()

    assert max(map(len, lines)) <= width
    assert [sum(line.startswith(f" [{number}] ") for line in lines) for number in (1, 2, 3, 4)] == [1, 1, 1, 1]


def test_a_text_in_which_nothing_weighs_is_said_to_be_one():
    found = sheet(STRANGER)
    for shown in (format_reading(found, Look()), render_reading_page(found)):
        assert "Nothing in it weighs 0.1 or more on a followed issue." in shown
    assert "Nothing in it" not in format_reading(sheet(), Look())


def test_a_long_table_ends_with_how_many_more_there_are():
    many = [replace(TALKS, end=TALKS.end - n) for n in range(30)]
    assert "and 5 more, none of which weighs more than these" in format_reading(sheet(*many), Look())


def test_one_who_is_not_followed_has_no_weight_that_counts():
    found = sheet(STRANGER)
    assert [view.weight for view in found.entries[0].issues] == ["none: it moves no line"]
    assert "0.28" not in format_reading(found, Look(), every=True)
    assert sheet(TALKS).entries[0].issues[0].weight == f"{TALKS.weight:.2f} of 1"


def test_denied_words_stand_behind_the_denial():
    turned = replace(TALKS, commitment="denied", marks=frozenset({MIRRORED}))
    off_issue = replace(TALKS, commitment="denied", issue=None, levels=None, level=None)
    plain, denied = replace(TALKS, commitment="denied"), f"words      denies: “{TALKS.text}”"

    for one, is_denied in ((turned, True), (off_issue, True), (plain, False), (TALKS, False)):
        found = sheet(one)
        assert (denied in format_reading(found, Look(), every=True)) is is_denied
        assert ('<p class="denies">denies:</p>' in render_reading_page(found)) is is_denied


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ((0.1, 0.1, 0.16, 0.44, 0.2), "+1 leaning to “open” (likeliest, with 44 %)"),
        ((0.1, 0.1, 0.1, 0.5, 0.2), "+1 leaning to “open”"),
        ((0.1, 0.1, 0.1, 0.3, 0.4), "+1 leaning to “open” (with 30 %)"),
    ],
)
def test_a_level_that_is_only_just_the_likeliest_is_told_as_such(levels, words):
    found = sheet(replace(TALKS, levels=levels))
    assert found.entries[0].issues[0].level_words == words
    assert found.findings[0].level_words == words
    assert words in format_reading(found, Look())


def test_the_page_has_the_table_on_top_and_folds_what_weighs_little():
    text = render_reading_page(sheet(TALKS, FAINT, STRANGER))
    page = Page(text)
    entries = [e.attributes for e in page.elements if e.tag == "article"]

    assert text.index('<table class="findings">') < text.index('<article class="entry"')
    assert [(e["id"], e["class"]) for e in entries] == [("s1", "entry"), ("s2", "entry light"), ("s3", "entry light")]
    assert len([e for e in page.elements if e.tag == "details"]) == 2
    assert '<b>Jan Kowalski</b> <span class="quiet">· Dialogue · not followed</span></summary>' in text


def test_what_weighs_little_is_pale_on_the_page_with_its_weight_as_text():
    text = render_reading_page(sheet(TALKS, FAINT))
    badges = [e.attributes["class"] for e in Page(text).elements if e.attributes.get("class", "").startswith("badge ")]

    assert [one for one in badges if "faint" in one] == ["badge p4 faint", "badge p2 faint"]  # the key's, and its own
    assert "· weighs 0.08: " in text


# ---------------------------------------------------------------- said by several together

ALSO = replace(TALKS, source=place("Sergei"), speaker="Dmitry Peskov", actor="peskov")


def test_the_same_words_by_several_are_one_entry_with_all_of_them():
    stranger = replace(ALSO, speaker="Jan Kowalski", actor=None, office=None)
    found = sheet(stranger, TALKS, ALSO, replace(OPEN, source=ALSO.source, speaker=ALSO.speaker), OPEN)

    text, page = format_reading(found, Look(width=400), every=True), render_reading_page(found)
    assert found.summary.startswith("2 statements by 3 speakers; 2 on followed issues")
    assert [(f.number, f.speaker, f.code) for f in found.findings] == [
        (2, "Sergei Lavrov, Dmitry Peskov", "DIA"),
        (2, "Sergei Lavrov, Dmitry Peskov", "SAN"),
    ]
    assert "[2] “Sergei Lavrov”, “Sergei” → Sergei Lavrov, Dmitry Peskov\n" in text
    assert text.count(f"“{TALKS.text}”") == 2
    for line in found.entries[1].together:
        assert line in text
        assert f"<li>{line}</li>" in page
    assert "<td>Sergei Lavrov, Dmitry Peskov</td>" in page
    assert "Sergei Lavrov + 1" in format_reading(found, Look(width=100))
    assert "[2]: Sergei Lavrov, Dmitry Peskov, together" in text


def test_one_of_several_who_is_not_followed_takes_no_weight_from_the_others():
    stranger = replace(ALSO, speaker="Jan Kowalski", actor=None, office=None)
    (entry,) = sheet(stranger, TALKS).entries

    assert entry.speakers == ("Jan Kowalski", "Sergei Lavrov")
    assert (entry.left_out, entry.light) == ("", None)
    assert entry.together[0] == "Jan Kowalski: not followed"
    assert entry.together[1].startswith("Sergei Lavrov: ")
    assert entry.issues[0].weight == f"{TALKS.weight:.2f} of 1"


@pytest.mark.parametrize(
    "other", [{"level": -1}, {"weight": 0.1}, {"commitment": "conditional"}, {"abstained": True, "level": None}]
)
def test_who_says_it_in_another_way_stands_apart(other):
    assert [entry.speaker for entry in sheet(TALKS, replace(ALSO, **other)).entries] == [
        "Sergei Lavrov",
        "Dmitry Peskov",
    ]


def test_chances_that_differ_between_them_are_told_as_those_for_one():
    words = "chances and reasons are those for Sergei Lavrov"

    assert words in sheet(TALKS, replace(ALSO, levels=(0.1, 0.1, 0.1, 0.6, 0.1))).entries[0].facts
    assert words not in sheet(TALKS, ALSO).entries[0].facts


# ---------------------------------------------------------------- the page


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str | None]


class Page(HTMLParser):
    """The elements of a page; fails where they are not properly nested."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_links_every_mark_to_its_row_and_back():
    page = Page(render_reading_page(sheet(TALKS, OPEN, ASKED)))
    ids = [element.attributes["id"] for element in page.elements if element.attributes.get("id")]
    links = [element.attributes["href"] for element in page.elements if element.tag == "a"]

    assert len(ids) == len(set(ids))
    assert {"#s1", "#t1", "#s2", "#t2"} <= set(links)
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_the_page_needs_nothing_from_elsewhere_and_escapes_what_is_foreign():
    hostile = replace(PAGE, title="<script>alert(1)</script>", url="javascript:alert(1)", outlet='"><img src=x>')
    text = render_reading_page(sheet(TALKS, page=hostile))
    page = Page(text)

    assert not [e for e in page.elements if e.tag in ("script", "img", "iframe") or "src" in e.attributes]
    assert "javascript:" not in text
    assert "&lt;script&gt;" in text


def test_the_page_is_readable_without_seeing_colour():
    page = Page(render_reading_page(sheet(TALKS)))
    [quotation] = [e for e in page.elements if e.tag == "blockquote"]
    [number] = [e for e in page.elements if e.attributes.get("id") == "t1"]

    assert (quotation.attributes["lang"], quotation.attributes["dir"]) == ("en", "ltr")
    assert number.attributes["aria-label"].startswith("Statement 1, Sergei Lavrov, Dialogue: +1")
    assert [e for e in page.elements if e.tag == "mark"]


def test_what_is_not_read_is_nowhere_said_to_be_read_as_anything():
    undated = replace(PAGE, published=None)
    sheet = describe_reading(undated, Reading(article_id="a", language="es", genre="news", statements=()), WORLD)
    for shown in (format_reading(sheet, Look(width=400)), render_reading_page(sheet)):
        assert "kept, not read" in shown
        assert "read as news" not in shown
    assert len(sheet.notes) == 1


def test_a_language_written_from_the_right():
    page = Page(render_reading_page(sheet(language="ar", page=article("مرحبا"))))

    assert {e.attributes["dir"] for e in page.elements if e.attributes.get("lang") == "ar"} == {"rtl"}


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("direct quote 1", "Quoted directly (× 1)"),
        ("primary source 1", "Published by the speaker’s own side (× 1)"),
        ("national press 0.8", "Outlet: national press (× 0.8)"),
        (
            "unknown outlet, role conflict (text says former) 0.4",
            "An outlet that nobody vouches for; the article gives the speaker another role than the dated table: “former” (× 0.4)",
        ),
        (
            "issue DIA 0.84: 'talks', \"don't\" + nearest anchor 0.51",
            "Issue DIA for “talks”, “don't” (score 0.84, nearness to its example sentences 0.51)",
        ),
        ("issue DIA 0.84: 'talks'", "Issue DIA for “talks” (score 0.84)"),
        ("cue 'rebuild ties' +2, negated by 'no' → -2", "“rebuild ties” says +2, turned by “no” to −2"),
        (
            "cue 'ties' +2, on condition ('once') → middle, hedged ('could')",
            "“ties” says +2, under the condition “once”: moved to the middle, with a reserve: “could”",
        ),
        ("model five says +1", "Model five says +1"),
    ],
)
def test_a_reason_in_plain_english(reason, words):
    assert plain_reason(reason) == words


def test_long_words_lose_their_middle():
    assert shortened("one two three four five six seven", limit=20) == "one two … seven"
    assert shortened("short", limit=20) == "short"


def test_what_is_left_of_a_weight_that_the_words_around_carry_is_told() -> None:
    assert f"(× {BORROWED:g})" in plain_reason(*Judgement().marked(CARRIED).reasons)


def test_paragraphs_in_other_languages_than_the_text_is_read_in_are_told_of():
    paragraphs = (
        "Лавров заявил, что Россия готова к переговорам с НАТО без предварительных условий.",
        "Der Kanzler sagte, Deutschland werde die Ukraine weiter mit Waffen unterstützen.",
        "The minister said that sanctions must stay in place until the troops have left.",
    )
    reading = Reading(article_id="article-1", language="ru", genre="news", statements=())
    several = describe_reading(article("\n\n".join(paragraphs)), reading, WORLD).notes
    one = describe_reading(article(paragraphs[0]), reading, WORLD).notes

    assert [note[:80] for note in several] == [
        "Languages other than Russian, in which the text is read, were found in 2 paragra"
    ]
    assert "(German, English)" in several[0]
    assert one == ()
