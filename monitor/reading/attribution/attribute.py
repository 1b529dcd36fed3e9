"""Who said what in an article: prose, transcript or monologue, each attribution dated and weighed, with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.actors.speakers import Speakers
from monitor.reading.attribution.grading import Grader
from monitor.reading.attribution.interviews import find_interview
from monitor.reading.attribution.joint import find_signers
from monitor.reading.attribution.monologue import Written, answered_by, find_author, office_of_outlet, signed_by
from monitor.reading.attribution.posts import find_posts, is_channel
from monitor.reading.attribution.prose import hear_prose
from monitor.reading.attribution.speech import gaps, hear_monologue, hear_turns
from monitor.reading.attribution.transcripts import find_turns
from monitor.reading.text.datelines import after_dateline
from monitor.reading.text.genre import Genre, find_genre
from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.reading.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.gazetteer import Gazetteer, Mention
    from monitor.reading.actors.speaker import Speaker
    from monitor.reading.attribution.transcripts import Turn
    from monitor.reading.found import Attribution
    from monitor.types import Article, MergeRules, Span, World


class Attributed(NamedTuple):
    """The article's genre and everything attributed in it, in the order of the text."""

    genre: Genre
    attributions: tuple[Attribution, ...]


def attribute_article(
    article: Article,
    *,
    world: World,
    gazetteer: Gazetteer,
    rules: MergeRules,
    language: str,
    furniture: Sequence[Span] = (),
) -> Attributed:
    """Every attribution outside `furniture`; none where `language` is not read."""
    if language not in LANGUAGES:
        return Attributed(find_genre(article, has_turns=False), ())
    text, lexicon = article.text, load_lexicon(language)
    mentions, home = gazetteer.find(text, lexicon), office_of_outlet(article, world)
    speakers = Speakers(text, world=world, mentions=mentions, lexicon=lexicon, day=article.dated.date(), home=home)
    headed = signed_by(article, lexicon) or answered_by(article, lexicon)
    turns = find_turns(text, mentions=mentions, lexicon=lexicon, primary=article.primary, answered=headed is not None)
    paragraphs = [_without_dateline(text, paragraph, mentions) for paragraph in split_paragraphs(text, furniture)]
    titled = speakers.resolve_name(headed, gazetteer.find(headed, lexicon)) if turns and headed is not None else None
    titled = titled or _interviewed(turns, mentions, speakers)
    if not turns:
        turns, titled = _unlabelled(Written(article, paragraphs, mentions, speakers, gazetteer, lexicon))
    if titled is not None:
        speakers.introduce(titled)
    genre = find_genre(article, has_turns=bool(turns))
    authors = [] if turns else _authors(Written(article, paragraphs, mentions, speakers, gazetteer, lexicon), genre)
    if authors:
        heard = [h for author in authors for h in hear_monologue(text, paragraphs, author, speakers=speakers)]
    else:
        posted = is_channel(article.outlet)
        turns = turns or find_posts(text, paragraphs, mentions=mentions, lexicon=lexicon, posted=posted)
        rest = gaps(paragraphs, [turn.span for turn in turns])
        heard = hear_turns(text, turns, paragraphs, speakers=speakers)
        heard += hear_prose(text, rest, speakers=speakers, lexicon=lexicon)
    grader = Grader(article=article, world=world, rules=rules, lexicon=lexicon, genre=genre, home=home)
    return Attributed(genre, tuple(sorted(map(grader.grade, heard), key=lambda found: (found.start, found.end))))


def _interviewed(turns: Sequence[Turn], mentions: Sequence[Mention], speakers: Speakers) -> Speaker | None:
    """The one followed person that stands above the first question, where the answers have no name of their own; None where there are more."""
    if not any(turn.answers for turn in turns):
        return None
    begun = min(turn.span[0] for turn in turns)
    above = [speakers.known.person(m) for m in mentions if m.kind == "person" and m.end <= begun]
    named = {speaker.name: speaker for speaker in above if speaker is not None}
    return next(iter(named.values())) if len(named) == 1 else None


def _unlabelled(written: Written) -> tuple[list[Turn], Speaker | None]:
    """The turns of an interview without labels, and who answers there; none where that is not one followed person, named above it or else in the title."""
    article, _, mentions, speakers, gazetteer, lexicon = written
    turns = find_interview(written)
    if not turns:
        return [], None
    titles = [m for m in gazetteer.find(article.title, lexicon) if m.kind == "person"]
    above = any(m.kind == "person" and m.end <= turns[0].span[0] for m in mentions)
    who = _interviewed(turns, mentions, speakers)
    if who is None and not above and len(titles) == 1:
        who = speakers.resolve_name(article.title, titles)
    if who is None or speakers.names_others((0, turns[0].span[0]), who):
        return [], None
    return turns, who


def _without_dateline(text: str, paragraph: Span, mentions: Sequence[Mention]) -> Span:
    """A paragraph without its dateline; a ticker's "PUTIN: WE ARE READY" has none, since that is no place."""
    begun = after_dateline(text, paragraph)
    named = any(m.kind == "person" and paragraph[0] <= m.start and m.end <= begun[0] for m in mentions)
    return paragraph if named else begun


def _authors(written: Written, genre: Genre) -> list[Speaker]:
    """Whose own words the whole text is: several together, one, or nobody."""
    signers = find_signers(written)
    author = None if signers else find_author(written, genre=genre)
    return [author] if author is not None else signers
