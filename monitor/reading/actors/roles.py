"""What a noun phrase without a followed name says of the speaker: official, expert, media, or a name; and his sex by the given name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import fold
from monitor.reading.actors.source_words import load_source_words
from monitor.reading.actors.speaker import Role, Speaker, named
from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon import LANGUAGES, load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from monitor.reading.text.lexicon import Lexicon

NAME_RUN = re.compile(rf"(?:[{UPPER}][\w’'-]+\.?\s+)+[{UPPER}][\w’'-]+")
_WORD = re.compile(r"[^\W\d_]+")
_KINDS: tuple[tuple[str, Role], ...] = (("officials", "unnamed"), ("experts", "expert"), ("media", "media"))


def speaker_by_role(phrase: str, lexicon: Lexicon) -> Speaker:
    """The speaker that `phrase` describes, where no followed person or office is in it."""
    round_it = load_source_words()
    words = round_it.role_ends.split(phrase, maxsplit=1)[0].split() or [phrase]
    looked = [words[-1]] if lexicon.language == "en" else phrase.split()
    noun, role = next(_roles(looked, lexicon), ("", None))
    name = NAME_RUN.search(round_it.article.sub("", phrase))
    person_like = (
        name is not None and not {fold(name[0].split()[0]), fold(name[0].split()[-1])} & lexicon.words["org_words"]
    )
    if lexicon["media_names"].search(phrase) and (role is None or not person_like):
        return Speaker(name=phrase, role="media")
    if role is None or (person_like and role != "media"):
        return named(phrase) if phrase[:1].isupper() or name else Speaker(name=phrase, role="unknown")
    return Speaker(name=phrase, role=role, plural=round_it.plural.search(noun) is not None)


def is_other_sex(name: str, *, female: bool, lexicon: Lexicon) -> bool:
    """Whether "Mrs" and its like or the given name speaks against it; a surname alone says nothing."""
    words, titles = [fold(w) for w in _WORD.findall(name) if w[0].isupper()], load_source_words()
    if words and words[0] in titles.women | titles.men:
        return (words[0] in titles.women) != female
    given = next((w for w in words if w not in lexicon.words["title_words"]), None)
    if given is None or len(words) == 1:
        return False
    feminine = given.endswith(titles.feminine) and given not in _names("male_names")
    return (feminine or given in _names("female_names")) != female


@cache
def _names(listed: str) -> frozenset[str]:
    """Given names of all languages: a followed person is known by the name in the configuration, whatever the text is in."""
    return frozenset().union(*(load_lexicon(code).words[listed] for code in LANGUAGES))


def _roles(words: Iterable[str], lexicon: Lexicon) -> Iterator[tuple[str, Role]]:
    """The nouns among the words that tell a role, each with the role."""
    tried = ((lexicon[pattern].match(word), role) for word in words for pattern, role in _KINDS)
    return ((noun[0], role) for noun, role in tried if noun)
