"""An article, read: cleaned, its language and genre found, who said what, and what each statement amounts to.

The whole flow, top to bottom, each step with its file:

    clean       text/clean                            what is furniture
    language    text/language                         one that is not read ends here, without statements
    attribute   attribution/attribute                 who said which words:
      names       actors/gazetteer                      where followed persons, offices and houses are named
      turns       attribution/transcripts               of a transcript
      paragraphs  text/paragraphs, text/datelines       without datelines and clock times
      interview   attribution/interviews                or else of an interview without labels
      genre       text/genre                            news, transcript, opinion, satire
      author      attribution/joint, attribution/monologue  or else whose words the whole text is
      posts       attribution/posts                     or else what is signed below
      speech      attribution/speech                    the sentences of turns, posts and authors, heard as theirs
      prose       attribution/prose                     the sentences of all else:
        scene       text/quotes, text/sentences, grammar/scene  one sentence, its quotations masked
        asked       attribution/answers                   the question that it tells of
        hear        attribution/sentence                  who says what in it:
          claims      grammar/english, grammar/slavic, grammar/western  by their form, without what is withheld, unsaid or a thing's
          denied      grammar/own_words, grammar/denied_words, grammar/reactions  whose the words are that are denied or answered
          headline    grammar/headlines, grammar/headline_tails
          settle      grammar/settle                        subjects filled in, ends cut, inner claims nested
          who         actors/several, actors/speakers       the sources, recognised
          words       attribution/contents, attribution/when  the pieces of what was said, and what may date it
        carry       attribution/prose                     or else the words of the sentence before go on
      grade       attribution/grading, attribution/weights  dated, in office or not, and how much it counts
    judge       judging/judge                         what each of these says:
      excerpts    judging/excerpts, judging/words_round, cues/endurance, cues/plainer  the words as they are read, with what stands round them
      together    judging/together                      what rules and network come to (judging/verdict: the rules alone):
        named       judging/wanted                        which of them name an issue or a party
        rules       cues/rules                            what the rules see
        network     judging/wanted, judging/shown         of which it is asked, and what it is shown
        both        judging/consensus, judging/commitment  what they come to
        replies     judging/replies                       on the issue of the question that they reply to
        no answer   judging/no_answer, cues/deferrals, judging/fillers  left open where they say nothing of the matter
        borne out   judging/borne_out                     marked where the rules do not bear it out
        by itself   judging/by_itself                     marked where the words by themselves say something else
        good, bad   judging/proposals, judging/restated   what is called so, judged as a proposal
      elsewhere   judging/elsewhere, cues/parties       marked where it may be about another topic
      others'     judging/handed_on                     left open where another's words give the side
      in jest     judging/jests                         left open where it is told as a joke
      state       judging/stated                        the statement with its weight
    sign        text/copies                           by what copies of the article are known

All but the calls to models is computed from what is given; which folder may import which is checked (import-linter).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.text.clean import blanked, find_furniture, without
from monitor.reading.text.copies import signature
from monitor.reading.text.language import detect_language
from monitor.types import Reading

if TYPE_CHECKING:
    from monitor.reading.judging.judge import Judge
    from monitor.types import Article, MergeRules, World


class Reader:
    """Reads articles about one world. Built once in a worker process; pure computation, nothing is fetched or kept."""

    def __init__(self, world: World, *, judge: Judge, merge: MergeRules) -> None:
        self._world = world
        self._judge = judge
        self._merge = merge
        self._gazetteer = Gazetteer(world)

    def read(self, article: Article, *, raw: bool = False) -> Reading:
        """The reading of `article`; `raw`: nothing is marked as furniture. Raises ModelError.

        Languages that are not read give a reading without statements.
        """
        furniture = () if raw else find_furniture(article.text)
        body = without(article.text, furniture)
        language = detect_language(f"{article.title}\n{body}", declared=article.language)
        found = attribute_article(
            article,
            world=self._world,
            gazetteer=self._gazetteer,
            rules=self._merge,
            language=language,
            furniture=furniture,
        )
        statements = self._judge.judge(
            article.text,
            found.attributions,
            language=language,
            title=article.title,
            prose=blanked(article.text, furniture),
        )
        return Reading(
            article_id=article.id,
            language=language,
            genre=found.genre,
            statements=statements,
            furniture=furniture,
            signature=signature(body),
            model=self._judge.name,
        )
