"""The patterns of one language, made of the tables of its file in lexicon/."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from monitor.reading.text.lexicon_files import NEVER
from monitor.reading.text.lexicon_shape import OPTIONAL, REPLACED
from monitor.reading.text.verb_forms import finite, participle, past
from monitor.types.patterns import by_first_letter

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

CueKind = Literal["say", "act", "deny", "participle", "participle_act", "participle_deny"]
_FINITE: tuple[CueKind, ...] = ("say", "act", "deny")
"""Kinds of cues that may be verbs of their own; some look like participles."""
_NAMED = re.compile(r"\(\?P<\w+>")
Build = Callable[[Sequence[str]], "re.Pattern[str]"]
"""Makes a pattern of the entries of a list."""


def compile_patterns(tables: Mapping[str, Any], *, mask: str) -> dict[str, re.Pattern[str]]:
    """By name; `mask` stands for `{mask}` in them. Raises ValueError where two are of one name."""
    dates = _date_texts(tables["dates"])
    days = _days(dates)
    tables = {**tables, "cues": _filled(tables["cues"], days)}
    patterns = {
        **{name: build(_entries(tables, listed)) for name, (listed, build) in _MADE_OF.items()},
        **_of_cues(tables["cues"]),
        "first_pronoun": _first_pronoun(tables["sources"]),
        **{name: re.compile(text, re.IGNORECASE | re.MULTILINE) for name, text in _texts(tables)},
    }
    phrases = {name: _fill(pattern, {"{mask}": mask, **days}) for name, pattern in tables["phrases"].items()}
    refuse_a_second(patterns, phrases)
    patterns |= {name: re.compile(NEVER) for name in OPTIONAL}
    patterns |= {name: re.compile(pattern, re.IGNORECASE) for name, pattern in phrases.items()}
    return patterns | {name: re.compile(text, re.IGNORECASE) for name, text in dates.items()}


def _word(alternatives: Iterable[str], *, but: str = "") -> re.Pattern[str]:
    """Any of them as whole words, where `but`, if given, does not follow."""
    joined = by_first_letter(alternatives)
    behind = rf"(?!\s+(?:{but}))" if but else ""
    return re.compile(rf"\b(?:{joined})(?![\w-]){behind}" if joined else NEVER, re.IGNORECASE)


def _framed(frame: str, flags: re.RegexFlag = re.IGNORECASE) -> Build:
    """Any of them in the place of `{}`."""
    return lambda entries: re.compile(frame.replace("{}", f"(?:{'|'.join(entries) or NEVER})"), flags)


def _named(entries: Sequence[str]) -> re.Pattern[str]:
    """Any of these names as it stands there."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _longest(entries)))})\b")


_MADE_OF: Mapping[str, tuple[str, Build]] = {
    "tail_marker": ("clean.tail clean.end", _framed(r"[\W_]*{}")),
    "end_marker": ("clean.end", _framed(r"[\W_]*{}")),
    "furniture": ("clean.line", _framed(r"{}\s*$")),
    "as_passive": ("cues.as_passive", _word),
    "views": ("cues.views", _word),
    "backwards": ("cues.backwards", _word),
    "such": ("cues.such", _word),
    "impersonal": ("cues.impersonal", _word),
    "addressed": ("cues.addressed", _word),
    "inverting": ("cues.inverting", _word),
    "talk": ("cues.talk", _word),
    "talk_alone": ("cues.talk_alone", _word),
    "firm": ("cues.firm", _word),
    "past": ("cues.past", _word),
    "irregular": ("cues.irregular", _word),
    "attitudes": ("cues.attitudes", _word),
    "manner": ("cues.manner", _word),
    "ceased": ("cues.ceased", _word),
    "auxiliaries": ("cues.auxiliaries", _framed(r"(?:(?:^|(?<=[\s,])){}\s*)+$")),
    "negations": ("cues.negations", _framed(r"(?:^|(?<=\s)|(?=n['’]t)){}(?=\s|$)")),
    "between": ("cues.between", _framed(r"\s+{}\s*$")),
    "adverbial": ("cues.adverbial", _framed(r"\s+{}\b")),
    "scene": ("cues.scene", _framed(r"\W*{}\b")),
    "says_nothing": ("cues.says_nothing", _framed(r"\s+{}")),
    "openers": ("cues.clause_openers", _framed(r"\s*,?\s*{}\b")),
    "inserted": ("cues.say", _framed(r"(?<=[,!?…])\s+[-–—]\s+{}\s+[^.,:;\"«»]{2,80}[.,]\s+[-–—]\s+", re.NOFLAG)),
    "officials": ("sources.officials", _word),
    "experts": ("sources.experts", _word),
    "media": ("sources.media", _word),
    "dependents": ("sources.dependents", _word),
    "media_names": ("sources.media_names", _named),
    "determiners": ("sources.determiners", _framed(r"{}\b")),
    "no_subject": ("sources.no_subject", _framed(r"{}\b")),
    "own_document": ("sources.own_document", _framed(r"^{}$")),
    "joined_last": ("lists.and lists.as_well", _framed(r"\s+{}\s+$", re.NOFLAG)),
    "joined_on": ("lists.and lists.clause_only", _framed(r",\s+{}\b", re.NOFLAG)),
    "parted": ("lists.and lists.clause_only", _framed(r",\s*(?:{}\s+)?$", re.NOFLAG)),
    "answer_label": ("labels.answer", _framed("{}")),
    "question_label": ("labels.question", _framed(r"{}\b")),
}
"""Patterns by name: the lists (or the text) of which each is made, and how."""


def _entries(tables: Mapping[str, Any], listed: str) -> list[str]:
    """Of the lists that are named with their tables, all entries."""
    found: list[str] = []
    for table, _, name in (one.partition(".") for one in listed.split()):
        entries = tables[table][name]
        found += [entries] if isinstance(entries, str) else entries
    return found


def _of_cues(cues: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Patterns made of several lists of [cues]."""
    return {
        "cue": _cue(cues),
        "finite_cue": _word([form for kind in _FINITE for form in _forms(cues, kind)]),
        "according": _word(cues["according"], but=cues["relative"]),
    }


def _texts(tables: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The patterns that stand in the file as they are, by name; `genre_` stands before those of [genre]."""
    return [
        (f"genre_{name}" if table == "genre" else name, text)
        for table in ("genre", "labels", "sources")
        for name, text in tables[table].items()
        if isinstance(text, str)
    ]


def refuse_a_second(patterns: Container[str], phrases: Iterable[str]) -> None:
    """Two patterns of one name would leave the later one in the place of the earlier, which nobody would see."""
    twice = sorted(name for name in phrases if name in patterns and name not in REPLACED)
    if twice:
        raise ValueError(f"two patterns of one language are called {', '.join(twice)}: rename those of [phrases]")


def _date_texts(dates: Mapping[str, Any]) -> dict[str, str]:
    """The patterns of [dates] written out, with the alternatives of its tables in the places of their names."""
    words = {f"{{{name}}}": "|".join(_longest(dates[name])) for name in ("months", "weekdays", "units")}
    words["{counts}"] = "|".join(["[1-9]\\d{0,2}", *_longest(dates["counts"])])
    written = {name: _fill(text, words) for name, text in dates.items() if isinstance(text, str)}
    return {**written, "days_ago": rf"\b(?P<words>{'|'.join(_longest(dates['days_ago']))})\b"}


def _days(dates: Mapping[str, str]) -> dict[str, str]:
    """Words for a day, by what stands for them in other patterns."""
    texts = {"{counted}": dates["counted"], "{day}": dates["day_month"], "{when}": _any_day(dates)}
    return {name: _NAMED.sub("(?:", text) for name, text in texts.items()}


def _any_day(dates: Mapping[str, str]) -> str:
    """Words for a day that is counted from today ("on Monday", "two weeks ago"), which stand beside verbs."""
    return rf"(?:{'|'.join(dates[name] for name in ('counted', 'days_ago', 'weekday'))})"


def _filled(cues: Mapping[str, Any], days: Mapping[str, str]) -> Mapping[str, Any]:
    """The cue lists with `{name}` in their patterns replaced by the alternatives that `cues.words.name` lists, or by words for a day."""
    words = {**days, **{f"{{{name}}}": "|".join(listed) for name, listed in cues["words"].items()}}
    return {
        name: [_fill(p, words) for p in listed] if isinstance(listed, list) else listed for name, listed in cues.items()
    }


def _fill(pattern: str, words: Mapping[str, str]) -> str:
    for name, alternatives in words.items():
        pattern = pattern.replace(name, alternatives)
    return pattern


def _first_pronoun(sources: Mapping[str, Any]) -> re.Pattern[str]:
    """He, she, they as the subject that begins a sentence: the first of each list."""
    words = "|".join(sources[f"pronouns_{kind}"][0] for kind in ("he", "she", "they"))
    return re.compile(rf"^[\W_]*(?P<who>{words})\b", re.IGNORECASE)


def _cue(cues: Mapping[str, Any]) -> re.Pattern[str]:
    """One alternation; the group that matched names the kind. Denials first: they contain other cues."""
    kinds: tuple[CueKind, ...] = ("deny", "participle_deny", "participle_act", "participle", "act", "say")
    groups = "|".join(f"(?P<{kind}>{by_first_letter(forms)})" for kind in kinds if (forms := _forms(cues, kind)))
    return re.compile(rf"(?<![\w’'-])(?:{groups})(?![\w’'-])")


def _forms(cues: Mapping[str, Any], kind: CueKind) -> list[str]:
    """The patterns written out, then those made from base forms."""
    bases = {name: cues[f"{name}_verbs"] for name in ("say", "act", "past_act")}
    made: dict[CueKind, list[str]] = {
        "say": [finite(verb) for verb in bases["say"]],
        "act": [*map(finite, bases["act"]), *map(past, bases["past_act"])],
        "participle": [participle(verb) for verb in bases["say"]],
        "participle_act": [participle(verb) for verb in (*bases["act"], *bases["past_act"])],
    }
    manner = cues["manner"] if kind == "say" else []
    return [*cues[kind], *manner, *made.get(kind, [])]


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
