"""Speaker labels ("Vladimir Putin:", "MS. PSAKI:", "Q", «Вопрос:») and the turns that follow them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import fold
from monitor.reading.attribution.verbatim import find_verbatim
from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import one_of
from monitor.reading.text.paragraphs import split_paragraphs
from monitor.reading.text.quotes import find_quotes, mask
from monitor.reading.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_COLON = re.compile(r"(?<=[\w)\].])\s?:(?=\s|\(|$)")
_NAME_END = re.compile(
    rf"(?:^|(?<=[\s.!?…)\]*>»”\"]))(?P<name>(?:(?:[{UPPER}]{{1,4}}\.|M[RrSs]{{1,2}}s?\.|D[Rr]\.|[{UPPER}][\w’'-]*+)[ \t\xa0]*){{0,4}}[{UPPER}][\w’'-]*+)[ \t\xa0]*(?P<note>[(\[][^()\[\]]{{1,60}}[)\]])?\s*$"
)
_INITIALS = re.compile(rf"[{UPPER}]\.\s?(?:[{UPPER}]\.\s?)?[{UPPER}][\w-]+$")
"""So the records of leaders' words name them («В.Путин: …»); a headline says "Putin: …"."""
_BREAK = re.compile(r"(?::\s|[.!?…]+[)\]”\"»’]*|\*{1,3}|>)\s*(?=\S)|\n")
_Q_LINE = re.compile(r"^(?P<label>Q)(?::|\s{2,}|\t|[ \xa0](?=[(A-Z]))", re.MULTILINE)
_LETTERS = re.compile(r"^(?P<label>[QA])\.\s+(?=\S)", re.MULTILINE)
"""Labels that end with a full stop; an initial stands by itself, so both must be there."""
_WORDS = re.compile(r"\S")
_PARAGRAPH_END = re.compile(r"(?<=\S)\s*\n")
_PARAGRAPH_BREAK = re.compile(r"\S[^\S\n]*+\n[^\S\n]*+\n\s*+\w")
"""Possessive throughout: nothing is tried twice in a long run of line ends."""
_FEWEST_LABELS, _FEWEST_ASKED = 3, 2
"""Labels of a transcript, at least, and where the first one asks; chosen by hand."""
_LONGEST_LABEL, _MOST_WORDS = 200, 16
"""Letters, and words, of a label, at most; chosen by hand."""
_FEW_PLAIN = 3
"""Words in small letters in the label of somebody who is not followed, at most, on a line of its own, and words of one that asks; chosen by hand."""
_SHORTEST_TURN, _LONG_TURN = 40, 200
"""Letters below the labels of which one has more, and where one label alone must show it; chosen by hand."""
_INDENT = 80
"""Letters before a label in which the begin of its line is looked for; chosen by hand."""
_BEGINS = 4
"""Letters behind a colon in which the words begin; chosen by hand."""
_FEWEST_SIGNED, _FEWEST_OURS = 1, 4
"""Words in the first person of a record that begins with its speaker's initials, and of one that begins with his full name; chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's words: `label` names him, `body` is what he said. `asks`: a reporter's question; `answers`: the label only says that it is an answer."""

    label: Span
    body: Span
    asks: bool = False
    answers: bool = False

    @property
    def span(self) -> Span:
        """Label and body, whichever stands first."""
        return (min(self.label[0], self.body[0]), max(self.label[1], self.body[1]))


def find_turns(
    text: str, *, mentions: Sequence[Mention], lexicon: Lexicon, primary: bool, answered: bool = False
) -> list[Turn]:
    """The turns of a transcript in order; empty where the text is not one.

    A speaker's own site (`primary`) may have one label, anywhere, unless most begin lines; below it stand more than a few words,
    unless it begins the text. So may any text that begins with a followed person's initials and name, or his full name, where it is no headline. Elsewhere labels begin lines, are titles in capitals, or else three or more that come again or ask:
    a newsletter's headings are no speakers. Where the title says whose the answers are (`answered`), the last one goes on to the end. A parliament's verbatim report has labels of its own.
    """
    if verbatim := find_verbatim(text):
        return [Turn(label=label, body=body) for label, body in verbatim]
    labels = [*_colon_labels(text, mentions, lexicon), *_q_labels(text)]
    opening = {label for label in labels if _starts_line(text, label[0])}
    lined = not primary or (len(opening) >= _FEWEST_LABELS and 2 * len(opening) > len(set(labels)))
    labels = _loud(text, sorted(opening if lined else set(labels)))
    if not _is_transcript(text, labels, mentions, lexicon, primary=primary):
        return []
    turns = []
    for number, (start, end, after) in enumerate(labels):
        limit = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        answers = lexicon["answer_label"].fullmatch(text, start, end) is not None
        goes_on = limit < len(text) or primary or (answers and answered) or _has_paragraphs(text, labels)
        body = (after, _end_of_turn(text, after, limit, goes_on=goes_on))
        asks = bool(lexicon["question_label"].match(text, start, end)) or text[start:end] == "Q"
        turns.append(Turn(label=(start, end), body=body, asks=asks, answers=answers))
    return turns


def _end_of_turn(text: str, after: int, limit: int, *, goes_on: bool) -> int:
    """Where the words behind a label end: at the transcript's end, and, where they do not go on below it, with the paragraph they stand in."""
    ends = [_end_of_turns().search(text, after, limit)]
    if not goes_on and (first := _WORDS.search(text, after)):
        ends.append(_PARAGRAPH_END.search(text, first.start()))
    return min((found.start() for found in ends if found), default=limit)


def _loud(text: str, labels: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Where most labels are in capitals the others are none: "PRESIDENT X: … In the Gulf: …"."""
    capitals = [label for label in labels if text[label[0] : label[1]].isupper()]
    return capitals if 2 * len(capitals) > len(labels) else labels


def _has_paragraphs(text: str, labels: list[tuple[int, int, int]]) -> bool:
    """Whether turns before the last go over several paragraphs, so that the last one may; one label has the whole text."""
    return len(labels) == 1 or any(
        _PARAGRAPH_BREAK.search(text, after, following[0]) for (_, _, after), following in pairwise(labels)
    )


def _q_labels(text: str) -> list[tuple[int, int, int]]:
    lettered = list(_LETTERS.finditer(text))
    both = lettered if {m["label"] for m in lettered} == {"Q", "A"} else []
    return [(*m.span("label"), m.end()) for m in (*_Q_LINE.finditer(text), *both)]


def _colon_labels(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[tuple[int, int, int]]:
    found = []
    ends = sorted(mention.end for mention in mentions if mention.kind != "metonym")
    for colon in _COLON.finditer(text):
        begin = max(0, colon.start() - _LONGEST_LABEL)
        window = text[begin : colon.start()]
        name = _NAME_END.search(window)
        if name is None or not _may_follow(text, colon.end()):
            continue
        start = begin + _label_start(window, name.start("name"), lexicon)
        label = text[start : colon.start()].strip()
        known = bisect_right(ends, start) < bisect_right(ends, colon.start())
        if _is_label(label, lexicon, known=known, own_line=_starts_line(text, start)):
            found.append((start, colon.start(), colon.end()))
    return found


def _may_follow(text: str, at: int) -> bool:
    rest = text[at : at + _BEGINS].lstrip()
    return not rest or rest[0].isupper() or rest[0] in '“«"(<[…0123456789–—-'


def _label_start(window: str, name_start: int, lexicon: Lexicon) -> int:
    """Where the label begins: after the last end of a paragraph or sentence before the name, initials and abbreviations apart."""
    start = 0
    for m in _BREAK.finditer(window, 0, name_start + 1):
        if m.end() > name_start:
            break
        of_paragraph = m[0].count("\n") > 1
        if of_paragraph or not m[0].startswith(".") or ends_sentence(window, m.start(), lexicon):
            start = m.end()
    return start + len(window[start:]) - len(window[start:].lstrip(" *\n\t"))


def _is_label(label: str, lexicon: Lexicon, *, known: bool, own_line: bool) -> bool:
    words = re.findall(r"[^\W_]+", label)
    if not words or len(words) > _MOST_WORDS or not label[0].isupper():
        return False
    if lexicon["question_label"].match(label) and len(words) <= _FEW_PLAIN:
        return True
    plain = [w for w in words if w[0].islower() and fold(w) not in lexicon.words["label_function"]]
    if _several().search(label) and not known:
        return False
    if any(fold(w) in lexicon.words["label_forbidden"] for w in words) or lexicon["cue"].search(" ".join(plain)):
        return False
    if known:
        return len(plain) <= _MOST_WORDS // 2
    capital = [w for w in words if w[0].isupper()]
    named = len(capital) > 1 and len(plain) <= (_FEW_PLAIN if own_line else 1)
    return named or (own_line and (label.isupper() or lexicon["answer_label"].fullmatch(label) is not None))


@cache
def _end_of_turns() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:\*\s?\*\s?\*|<\s*(?:…|\.\.\.)\s*>\s*$|\\?###|{one_of('ends_turns')})")


@cache
def _several() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of('several_in_label')}\b", re.IGNORECASE)


def _is_transcript(
    text: str, labels: list[tuple[int, int, int]], mentions: Sequence[Mention], lexicon: Lexicon, *, primary: bool
) -> bool:
    if not labels:
        return False
    counts = Counter(text[a:b] for a, b, _ in labels)
    ends = sorted(m.end for m in mentions if m.kind != "metonym")
    known = [label for label in labels if _is_known(text, label, ends)]
    questions = [label for label in labels if lexicon["question_label"].match(text, label[0], label[1])]
    repeated = any(n > 1 for n in counts.values())
    longest = max(
        (after_next - b for (_, b, _), (after_next, _, _) in zip(labels, [*labels[1:], (len(text), 0, 0)], strict=True))
    )
    if len(labels) == 1 and known and labels[0][0] == 0 and _is_record(text, labels[0], mentions, lexicon):
        return longest > _LONG_TURN
    if not primary and not _are_titles(text, labels, lexicon):
        asked = len(labels) >= _FEWEST_ASKED and labels[0] in questions
        return asked or (len(labels) >= _FEWEST_LABELS and (repeated or bool(questions)))
    if len(labels) == 1:
        begins = not text[: labels[0][0]].strip()
        early = begins or labels[0][0] < len(text) // 2
        return bool(known) and early and longest > (_SHORTEST_TURN if begins else _LONG_TURN)
    return bool(known or questions or repeated) and longest > _SHORTEST_TURN


def _is_record(text: str, label: tuple[int, int, int], mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Whether a text that begins with one label is the record of its speaker's words, and no headline and its report.

    The label is his initials and name or his full name; "I" and "we" speak outside quotations, he is named no more, and no verb of speech stands
    in a paragraph that names another person.
    """
    start, end, after = label
    himself = [m for m in mentions if m.kind == "person" and start <= m.start and m.end <= end]
    initials = _INITIALS.match(text, 0, end) is not None
    if not (himself and (initials or (himself[0].full and himself[0].span == (start, end)))):
        return False
    paragraphs = [(max(a, after), b) for a, b in split_paragraphs(text) if b > after]
    others = [m for m in mentions if m.kind == "person" and m.start >= after]
    named = any(m.ids == himself[0].ids for m in others)
    reports = any(lexicon["cue"].search(text, *p) for p in paragraphs if any(p[0] <= m.start < p[1] for m in others))
    own = (mask(text, p, find_quotes(text, p)) for p in paragraphs)
    ours = sum(len(lexicon["first_person"].findall(words)) for words in own)
    return not named and not reports and ours >= (_FEWEST_SIGNED if initials else _FEWEST_OURS)


def _are_titles(text: str, labels: list[tuple[int, int, int]], lexicon: Lexicon) -> bool:
    """Whether the labels are titles in capitals ("PRESIDENT X", "SENIOR OFFICIAL"), as offices write their transcripts."""
    named = [text[a:b] for a, b, _ in labels if text[a:b] != "Q"]
    return bool(named) and all(
        label.isupper() and any(fold(word) in lexicon.words["title_words"] for word in re.findall(r"[^\W_]+", label))
        for label in named
    )


def _is_known(text: str, label: tuple[int, int, int], ends: Sequence[int]) -> bool:
    """Whether a label names a followed person, or is a title in capitals on a line of its own ("THE PRESIDENT")."""
    start, end, _ = label
    titled = text[start:end].isupper() and _starts_line(text, start)
    return titled or bisect_right(ends, start) < bisect_right(ends, end + 1)


def _starts_line(text: str, at: int) -> bool:
    """Whether nothing but white space and asterisks stands before it on its line."""
    before = text[max(0, at - _INDENT) : at].rstrip(" \t*\r\xa0")
    return before.endswith("\n") or (not before and at <= _INDENT)
