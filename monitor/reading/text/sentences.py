"""Where sentences end. A quotation is never cut: a sentence holds it whole, however many sentences it has inside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.reading.text.lexicon_files import one_of
from monitor.reading.text.paragraphs import split_paragraphs, strip_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.text.lexicon import Lexicon
    from monitor.reading.text.quotes import Quote
    from monitor.types import Span

_END = re.compile(rf"(?P<mark>[.!?…]+)(?P<close>(?:[”\"»’')\]]|“(?=\s|$))*)(?=\s|$|[*<“«\"](?=\S)|[{UPPER}])")
_CLOSERS = " ”\"»’')"
_LONGEST = 2_500
"""Letters of a sentence, at most, quotations apart: no pattern takes long for so many; chosen by hand."""
_LONGEST_WORD = 20
"""Letters before a full stop in which the word stands that it may belong to; chosen by hand."""
_NUMBER = re.compile(r"\s*[\w-]*\d")
_LAST_WORD = re.compile(r"[\w.]+(?:['’ʼ][\w.]+)*$")
_STARTS = re.compile(rf"[\s*]*(?:[“”\"«„‘'(\[<—–-]*\s*[{UPPER}0-9“«\"„(\[<*]|»[{UPPER}0-9])")
_CUE_FOLLOWS = re.compile(r"\s*[,—–-]")
_NAME_FOLLOWS = re.compile(rf"\s+(?:[{UPPER}][\w.’'-]*\s+){{1,5}}")
_FIRST_WORD = re.compile(r"\W*(\w+)")
_ACRONYM = re.compile(r"(?:^|\.|^[dl]['’])[^\W\d_]$")


def split_sentences(text: str, language: str) -> list[Span]:
    """Every sentence of a text by itself, quotations or not, in order; in a language that is not read they end as English ones do."""
    lexicon = load_lexicon(language if language in LANGUAGES else "en")
    return [
        s for paragraph in split_paragraphs(text) for s in sentences_in(text, paragraph, quotes=(), lexicon=lexicon)
    ]


def is_question(text: str, sentence: Span) -> bool:
    """Whether a question mark ends it, whatever quotation marks and brackets stand behind that."""
    return text[slice(*sentence)].rstrip(_CLOSERS).endswith("?")


def sentences_in(text: str, span: Span, *, quotes: Sequence[Quote], lexicon: Lexicon) -> list[Span]:
    """Sentences of `text[span]`, in order, without the white space round them."""
    start, end = span
    sentences, begin = [], start
    for m in _END.finditer(text, start, end):
        cut = _cut_at(m, quotes)
        if cut is None or cut >= end or not _ends(text, m, cut, end, lexicon):
            continue
        sentences.append((begin, cut))
        begin = cut
    sentences.append((begin, end))
    pieces = [piece for sentence in sentences for piece in _bounded(text, sentence, quotes)]
    return [stripped for piece in pieces if (stripped := strip_span(text, piece))]


def _bounded(text: str, span: Span, quotes: Sequence[Quote]) -> list[Span]:
    """`span` in pieces that no pattern takes long for; only a text without sentence ends comes to more than one."""
    if span[1] - span[0] <= _LONGEST or any(span[0] <= quote.start and quote.end <= span[1] for quote in quotes):
        return [span]
    cut = text.rfind(" ", span[0], span[0] + _LONGEST)
    cut = cut if cut > span[0] else span[0] + _LONGEST
    return [(a, min(a + cut - span[0], span[1])) for a in range(span[0], span[1], cut - span[0])]


def _cut_at(m: re.Match[str], quotes: Sequence[Quote]) -> int | None:
    """Where the sentence would end: None inside a quotation, its end where the mark is the quotation's last word."""
    for quote in quotes:
        if quote.start < m.start() < quote.end:
            words = m.string[quote.inner[0] : quote.inner[1]].rstrip()  # « … » has a space inside
            return quote.end if m.end("mark") >= quote.inner[0] + len(words) else None
        if m.start() < quote.start < m.end():
            return m.end("mark")
    return m.end()


def _ends(text: str, m: re.Match[str], cut: int, end: int, lexicon: Lexicon) -> bool:
    if _CUE_FOLLOWS.match(text, cut, end) or not _STARTS.match(text, cut, end):
        return False
    if m["close"] and m["mark"] != "." and _is_told(text, cut, end, lexicon):
        return False
    glued = not text[cut].isspace()
    if glued and (
        text[m.start() - 1].isupper() or not text[m.start() - 1].isalpha() or not text[cut - 1 : cut + 2].strip()
    ):
        return text[cut] in '*<“«"'
    return m["mark"] != "." or bool(m["close"]) or ends_sentence(text, m.start(), lexicon, until=end)


def _is_told(text: str, cut: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name and a verb of saying follow, as in `"Who will pay?" Stoltenberg asked.`"""
    name = _NAME_FOLLOWS.match(text, cut, end)
    cue = lexicon["cue"].match(text, name.end(), end) if name else None
    return cue is not None and _reports().match(text, cue.end(), end) is None


@cache
def _reports() -> re.Pattern[str]:
    """After a verb of saying: what it reports stands behind it, and not in the quotation before."""
    return re.compile(rf"\s+{one_of('begins_reported')}\b|\s*[:“\"«]")


def ends_sentence(text: str, stop: int, lexicon: Lexicon, *, until: int | None = None) -> bool:
    """Whether the full stop at `stop` ends a sentence: behind an initial or an abbreviation it does where that can end one and a word that begins
    sentences follows. `until`: where the text ends that is looked at."""
    found = _LAST_WORD.search(text, max(0, stop - _LONGEST_WORD), stop)
    word, words = found[0].casefold() if found else "", lexicon.words
    if word in words["before_numbers"]:
        return _NUMBER.match(text, stop + 1) is None
    if word.rstrip(".") not in words["abbreviations"] and _ACRONYM.search(word) is None:
        return True
    following = _FIRST_WORD.match(text, stop + 1, len(text) if until is None else until)
    can_end = word in words["ending_abbreviations"] or "." in word
    return can_end and following is not None and following[1].casefold() in words["starters"]


def sentence_start(text: str, at: int, lexicon: Lexicon, *, reach: int) -> int:
    """Where the sentence begins in which `at` lies, quotations or not; at most so many letters back and in its own line. `at` is a letter of it, no white space."""
    begin = max(0, at - reach, text.rfind("\n", 0, at) + 1)
    return sentences_in(text, (begin, at + 1), quotes=(), lexicon=lexicon)[-1][0]


def sentence_end(text: str, at: int, lexicon: Lexicon, *, limit: int) -> int:
    """Where the sentence ends in which `at` lies, quotations or not, or else the text at `limit`."""
    return next(iter(sentences_in(text, (at, limit), quotes=(), lexicon=lexicon)), (at, limit))[1]
