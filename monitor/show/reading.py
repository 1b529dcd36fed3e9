"""A reading → the sheet that is shown of it. Pure; what a person is told is decided here and in entries.py, nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.alerts.wording import counted, cut, day, web_address
from monitor.reading import blanked
from monitor.reading.text.language import other_languages
from monitor.reading.text.lexicon import LANGUAGES
from monitor.show.entries import make_entry
from monitor.show.marking import lines_of
from monitor.show.sheet import Mark, Sheet
from monitor.show.told import group
from monitor.show.weighing import findings
from monitor.show.wording import direction, language_name, listed, word

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from monitor.show.sheet import Entry
    from monitor.show.told import Told
    from monitor.types import Article, Reading, World


def describe_reading(article: Article, reading: Reading, world: World) -> Sheet:
    """All that is shown of the article, in the order in which a person checks it."""
    told = group(reading.statements, article, world)
    entries = tuple(make_entry(number, one, article, world) for number, one in enumerate(told, start=1))
    questions = {number for number, one in enumerate(told, start=1) if one.statements[0].commitment == "question"}
    return Sheet(
        title=cut(article.title, 200) or "An article without a title",
        outlet=cut(article.outlet, 200),
        url=web_address(article.url),
        published=f"published {day(article.published)}" if article.published else "no date of publication known",
        language=reading.language,
        language_name=language_name(reading.language),
        direction=direction(reading.language),
        read_as=f"read as {word('genres', reading.genre)}" if _is_read(reading) else "kept, not read",
        summary=_summary(entries, reading, questions),
        notes=tuple(_notes(article, reading)),
        lines=lines_of(article.text, _marks(told, reading)),
        entries=entries,
        findings=findings(told, article, world),
        left_out=tuple(_left_out(entries)),
        struck=_struck(reading),
    )


def _summary(entries: Sequence[Entry], reading: Reading, questions: Container[int]) -> str:
    """`questions`: the numbers of those entries that only ask, so that who asks is none of those who say something."""
    if not _is_read(reading):
        return f"Not read: the text is in {language_name(reading.language)}"
    if not entries:
        return "No statements: no sentence reports anybody's words"
    speakers = {speaker for entry in entries if entry.number not in questions for speaker in entry.speakers}
    on_issue = [entry for entry in entries if entry.has_issue]
    open_levels = [sum(view.level is None for view in entry.issues) for entry in on_issue]
    whole = sum(number == len(entry.issues) for number, entry in zip(open_levels, on_issue, strict=True))
    partly = sum(0 < number < len(entry.issues) for number, entry in zip(open_levels, on_issue, strict=True))
    parts = [
        f"{counted(len(entries), 'statement')} by {counted(len(speakers), 'speaker')}",
        f"{len(on_issue)} on followed issues",
        f"{whole} without a level",
        *([f"{partly} with a level on some of its issues only"] if partly else []),
    ]
    return "; ".join(parts)


def _notes(article: Article, reading: Reading) -> Iterator[str]:
    """What must be known before any statement is believed."""
    if not _is_read(reading):
        known = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names := _read_languages()) > 1 else names[0]
        yield (
            f"{language_name(reading.language).capitalize()} is not read yet, only {known}: the text is kept as it is, marked"
            " as unread, and nothing was looked for in it. That it shows no statement does not mean that it holds none."
        )
    else:
        yield from _in_other_languages(article, reading)
    if article.published is None and _is_read(reading):
        yield "No date of publication is known: offices and “said” dates are taken for the day of this reading."
    if reading.genre == "satire":
        yield "It was taken for satire: nothing in it counts as anybody's line."
    if reading.genre == "opinion":
        yield "It was taken for an opinion piece: only its author's own line counts."


def _in_other_languages(article: Article, reading: Reading) -> Iterator[str]:
    text = blanked(article.text, reading.furniture)
    others = other_languages(text.splitlines(), reading.language)
    if others:
        number = sum(others.values())
        names = ", ".join(language_name(code) for code in sorted(others))
        yield (
            f"Languages other than {language_name(reading.language)}, in which the text is read, were found in"
            f" {counted(number, 'paragraph')} ({names}): what is said there may be missed. Give each language as a text of its own."
        )


def _is_read(reading: Reading) -> bool:
    return reading.language in LANGUAGES


def _read_languages() -> list[str]:
    return [language_name(code) for code in LANGUAGES]


def _marks(told: Sequence[Told], reading: Reading) -> Iterator[Mark]:
    for number, one in enumerate(told, start=1):
        first = one.statements[0]
        for start, end in first.parts or ((first.start, first.end),):
            yield Mark(start, end, "words", number)
        for source in {speaker.source for speaker in one.speakers if speaker.source is not None}:
            yield Mark(*source, "source", number)
        if first.cue is not None:
            yield Mark(*first.cue, "cue", number)
    for start, end in reading.furniture:
        yield Mark(start, end, "furniture", 0)


def _left_out(entries: Sequence[Entry]) -> Iterator[str]:
    """What moves no line and why: each reason once, with the numbers of its statements."""
    by_reason: dict[str, list[int]] = {}
    for entry in entries:
        if entry.left_out:
            by_reason.setdefault(entry.left_out, []).append(entry.number)
    for reason, numbers in by_reason.items():
        yield f"{listed(numbers)} {reason}"


def _struck(reading: Reading) -> str:
    if not reading.furniture:
        return ""
    length = sum(end - start for start, end in reading.furniture)
    return f"Struck through: {length:,} characters of page furniture (menus, teasers, forms), which is not the article."
