"""Word lists and patterns of one language, from the TOML files beside this module, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from monitor.reading.text.lexicon_files import NEVER, read_file, read_language
from monitor.reading.text.verb_forms import finite, participle, past
from monitor.types import READ_LANGUAGES
from monitor.types.patterns import by_first_letter

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

CueKind = Literal["say", "act", "deny", "participle", "participle_act", "participle_deny"]
_FINITE: tuple[CueKind, ...] = ("say", "act", "deny")
"""Kinds of cues that may be verbs of their own; some look like participles."""
LANGUAGES = READ_LANGUAGES
_WORD_LISTS = (
    "title_words", "female_names", "male_names", "bare_titles", "named_again", "diplomats", "not_names", "org_words",
    "pronouns_he", "pronouns_she", "pronouns_they", "pronouns_it", "pronouns_itself", "pronouns_we", "pronouns_you", "opening_words",
)  # fmt: skip
_OPTIONAL = (
    "his_words", "several", "leading", "trailing", "name_titles", "stranger_lead", "mood", "asyndeton",
    "unsaid", "that_before", "headline_tail", "after_quote", "auxiliary_before", "named_beside", "of_one", "another_one",
    "words_behind_owner", "house_before", "house_behind", "of_things", "of_several", "accusative", "subject_pronoun", "complement", "thing_lead", "bodies", "aside", "pointed_at", "told_of_first", "object_first", "others_named", "not_his", "reports", "reacted", "wrong_to", "goes_on_quoting", "clitic", "of_peoples", "answered_by", "nor_does", "plain_to", "infinitive_first", "about_first",
    "that_next", "asked_to", "relative_subject", "aide_of", "not_to", "neither_before", "denies_itself", "conceded",
)  # fmt: skip
"""Patterns of the grammar that not every language has; elsewhere they match nothing."""
_REPLACED = frozenset({"inserted", "talk"})
"""Patterns made for all languages that the grammar of one may replace; any other second pattern of a name is a mistake."""
_DATE_PATTERNS = (
    "day_month", "month_year", "year", "weekday", "counted", "earlier", "of_another", "event", "of_saying", "while_saying"
)  # fmt: skip
_NAMED = re.compile(r"\(\?P<\w+>")
MASK = "\ue000"
"""Stands for every character inside a quotation while a sentence is analysed, so that offsets hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Compiled patterns of one language; `words` are plain lists, `patterns` are named in the TOML file's tables."""

    language: str
    patterns: Mapping[str, re.Pattern[str]]
    words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, Mapping[str, int]]
    endings: Mapping[str, tuple[str, ...]]
    title_endings: Mapping[str, tuple[str, ...]]
    nations: tuple[tuple[str, str], ...]
    nation_titles: tuple[str, ...]
    media_names: tuple[str, ...]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of `language`, one of LANGUAGES."""
    tables = read_language(language)
    sources = tables["sources"]
    return Lexicon(
        language=language,
        patterns=_compile(tables),
        words={
            **{name: frozenset(sources[name]) for name in _WORD_LISTS},
            "source_prepositions": frozenset(sources.get("source_prepositions", ())),
            "abbreviations": frozenset(tables["sentences"]["abbreviations"]),
            "starters": frozenset(tables["sentences"]["starters"]),
            "ending_abbreviations": frozenset(tables["sentences"]["ending_abbreviations"]),
            "label_forbidden": frozenset(tables["labels"]["forbidden"]),
            "label_function": frozenset(tables["labels"]["function"]),
        },
        numbers={name: dict(tables["dates"][name]) for name in ("months", "weekdays", "days_ago", "counts", "units")},
        endings={key: tuple(value) for key, value in sources.get("endings", {}).items()},
        title_endings={key: tuple(value) for key, value in sources.get("title_endings", {}).items()},
        nations=tuple((pair[0], pair[1]) for pair in sources["nations"]),
        nation_titles=tuple(sources["nation_titles"]),
        media_names=tuple(sources["media_names"]),
    )


@cache
def load_outlets() -> Mapping[str, Any]:
    """Outlet names by grade: agency, press, aggregator (sets), state (sets by country); `articles` that may stand before one."""
    tables = read_file("outlets.toml")
    return {
        **{grade: frozenset(tables[grade]) for grade in ("agency", "press", "aggregator", "articles")},
        "state": {country: frozenset(names) for country, names in tables["state"].items()},
    }


@cache
def load_networks() -> re.Pattern[str]:
    """Finds in an outlet's name the networks on which people post."""
    networks = read_file("outlets.toml")["networks"]
    return re.compile(rf"\b(?:{'|'.join(networks['named'])})\b|^(?:{'|'.join(networks['alone'])})$", re.IGNORECASE)


def _compile(tables: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    dates = _date_texts(tables["dates"])
    days = {
        name: _NAMED.sub("(?:", text)
        for name, text in {
            "{counted}": dates["counted"],
            "{day}": dates["day_month"],
            "{when}": _any_day(dates),
        }.items()
    }
    cues, sources, labels = _filled(tables["cues"], days), tables["sources"], tables["labels"]
    clause_joints = "|".join([*tables["lists"]["and"], *tables["lists"]["clause_only"]])
    patterns = {
        "tail_marker": _start([*tables["clean"]["tail"], *tables["clean"]["end"]]),
        "end_marker": _start(tables["clean"]["end"]),
        "furniture": re.compile(rf"(?:{'|'.join(tables['clean']['line'])})\s*$", re.IGNORECASE),
        "cue": _cue(cues),
        "finite_cue": _word([form for kind in _FINITE for form in _forms(cues, kind)]),
        "inserted": re.compile(
            rf"(?<=[,!?…])\s+[-–—]\s+(?:{'|'.join(cues['say'])})\s+[^.,:;\"«»]{{2,80}}[.,]\s+[-–—]\s+"
        ),
        "according": _word(cues["according"], but=cues["relative"]),
        "as_passive": _word(cues["as_passive"]),
        "views": _word(cues["views"]),
        "backwards": _word(cues["backwards"]),
        "such": _word(cues.get("such", [])),
        "impersonal": _word(cues.get("impersonal", [])),
        "addressed": _word(cues["addressed"]),
        "inverting": _word(cues["inverting"]),
        "auxiliaries": re.compile(rf"(?:(?:^|(?<=[\s,]))(?:{'|'.join(cues['auxiliaries'])})\s*)+$", re.IGNORECASE),
        "negations": re.compile(rf"(?:^|(?<=\s)|(?=n['’]t))(?:{'|'.join(cues['negations'])})(?=\s|$)", re.IGNORECASE),
        "between": re.compile(rf"\s+(?:{'|'.join(cues['between'])})\s*$", re.IGNORECASE),
        "adverbial": re.compile(rf"\s+{cues['adverbial']}\b", re.IGNORECASE),
        "scene": re.compile(rf"\W*{cues['scene']}\b", re.IGNORECASE),
        "talk": _word(cues.get("talk", [])),
        "talk_alone": _word(cues.get("talk_alone", [])),
        "firm": _word(cues.get("firm", [])),
        "past": _word(cues.get("past", [])),
        "irregular": _word(cues.get("irregular", [])),
        "attitudes": _word(cues["attitudes"]),
        "manner": _word(cues["manner"]),
        "says_nothing": re.compile(rf"\s+(?:{'|'.join(cues.get('says_nothing', [NEVER]))})", re.IGNORECASE),
        "ceased": _word(cues.get("ceased", [])),
        "first_pronoun": _first_pronoun(sources),
        "officials": _word(sources["officials"]),
        "experts": _word(sources["experts"]),
        "media": _word(sources["media"]),
        "media_names": re.compile(rf"\b(?:{'|'.join(map(re.escape, _longest(sources['media_names'])))})\b"),
        "determiners": re.compile(rf"(?:{'|'.join(sources['determiners'])})\b", re.IGNORECASE),
        "no_subject": re.compile(rf"(?:{'|'.join(sources.get('no_subject', ['(?!)']))})\b", re.IGNORECASE),
        "dependents": _word(sources.get("dependents", [])),
        "own_document": re.compile(rf"^(?:{'|'.join(sources['own_document'])})$", re.IGNORECASE),
        "joined_last": re.compile(rf"\s+(?:{'|'.join([*tables['lists']['and'], *tables['lists']['as_well']])})\s+$"),
        "joined_on": re.compile(rf",\s+(?:{clause_joints})\b"),
        "parted": re.compile(rf",\s*(?:(?:{clause_joints})\s+)?$"),
        "answer_label": re.compile(rf"(?:{'|'.join(labels['answer'])})", re.IGNORECASE),
        "question_label": re.compile(rf"^(?:{'|'.join(labels['question'])})\b", re.IGNORECASE),
        "openers": re.compile(rf"\s*,?\s*(?:{'|'.join(cues.get('clause_openers', ['that']))})\b", re.IGNORECASE),
    }
    plain = {
        **{f"genre_{name}": pattern for name, pattern in tables["genre"].items()},
        **{
            name: labels[name]
            for name in (
                "monologue_title",
                "by_line",
                "by_line_before",
                "joint_opening",
                "joint_title",
                "stage",
                "first_person",
                "relay",
                "relay_verb",
                "answer_yes",
                "answer_no",
                "answer_bound",
                "answer_rest",
                "asks_others",
            )
        },
        "former": sources["former"],
        "conflict": sources["conflict"],
    }
    patterns |= {name: re.compile(pattern, re.IGNORECASE | re.MULTILINE) for name, pattern in plain.items()}
    phrases = {name: _fill(pattern, {"{mask}": MASK, **days}) for name, pattern in tables["phrases"].items()}
    _refuse_a_second(patterns, phrases)
    patterns |= {name: re.compile(NEVER) for name in _OPTIONAL}
    patterns |= {name: re.compile(pattern, re.IGNORECASE) for name, pattern in phrases.items()}
    return patterns | {name: re.compile(text, re.IGNORECASE) for name, text in dates.items()}


def _refuse_a_second(patterns: Container[str], phrases: Iterable[str]) -> None:
    """Two patterns of one name would leave the later one in the place of the earlier, which nobody would see."""
    twice = sorted(name for name in phrases if name in patterns and name not in _REPLACED)
    if twice:
        raise ValueError(f"two patterns of one language are called {', '.join(twice)}: rename those of [phrases]")


def _date_texts(dates: Mapping[str, Any]) -> dict[str, str]:
    """The patterns of [dates] written out, with the alternatives of its tables in the places of their names."""
    words = {f"{{{name}}}": "|".join(_longest(dates[name])) for name in ("months", "weekdays", "units")}
    words["{counts}"] = "|".join(["[1-9]\\d{0,2}", *_longest(dates["counts"])])
    written = {name: _fill(dates[name], words) for name in _DATE_PATTERNS}
    return {**written, "days_ago": rf"\b(?P<words>{'|'.join(_longest(dates['days_ago']))})\b"}


def _any_day(dates: Mapping[str, str]) -> str:
    """Words for a day that is counted from today ("on Monday", "two weeks ago"), which stand beside verbs."""
    return rf"(?:{'|'.join(dates[name] for name in ('counted', 'days_ago', 'weekday'))})"


def _filled(cues: Mapping[str, Any], days: Mapping[str, str]) -> Mapping[str, Any]:
    """The cue lists with `{name}` in their patterns replaced by the alternatives that `cues.words.name` lists, or by words for a day."""
    words = {**days, **{f"{{{name}}}": "|".join(listed) for name, listed in cues.get("words", {}).items()}}
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
    bases = {name: cues.get(f"{name}_verbs", []) for name in ("say", "act", "past_act")}
    made: dict[CueKind, list[str]] = {
        "say": [finite(verb) for verb in bases["say"]],
        "act": [*map(finite, bases["act"]), *map(past, bases["past_act"])],
        "participle": [participle(verb) for verb in bases["say"]],
        "participle_act": [participle(verb) for verb in (*bases["act"], *bases["past_act"])],
    }
    manner = cues["manner"] if kind == "say" else []
    return [*cues.get(kind, []), *manner, *made.get(kind, [])]


def _word(alternatives: Iterable[str], *, but: str = "") -> re.Pattern[str]:
    """Any of them as whole words, where `but`, if given, does not follow."""
    joined = by_first_letter(alternatives)
    behind = rf"(?!\s+(?:{but}))" if but else ""
    return re.compile(rf"\b(?:{joined})(?![\w-]){behind}" if joined else r"(?!)", re.IGNORECASE)


def _start(alternatives: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{'|'.join(alternatives)})", re.IGNORECASE)


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
