"""Who said which words → statements: which issues, which level, how firmly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.ports import Saying
from monitor.reading.attribution.answers import is_bare_answer
from monitor.reading.cues.deferrals import defers
from monitor.reading.cues.endurance import without_endurance
from monitor.reading.cues.parties import Parties
from monitor.reading.cues.plainer import PlainerWords
from monitor.reading.cues.rules import Asked, Read, RuleReader
from monitor.reading.cues.subjects import Speaker
from monitor.reading.grammar.withheld import leaves_unconfirmed
from monitor.reading.judgement import Judgement, left_open
from monitor.reading.judging.affirmed import affirmed
from monitor.reading.judging.asked_about import on_the_question, question_of
from monitor.reading.judging.borne_out import borne_out
from monitor.reading.judging.consensus import ABOUT, is_opposite, judge_by_both
from monitor.reading.judging.fillers import only_leads_on
from monitor.reading.judging.handed_on import Told, left_to_others
from monitor.reading.judging.jests import open_in_jest
from monitor.reading.judging.proposals import Proposals
from monitor.reading.judging.restated import settle
from monitor.reading.judging.shown import Shown, shown_texts
from monitor.reading.judging.stated import state
from monitor.reading.judging.verdict import judge_by_rules
from monitor.reading.judging.wanted import is_reporters, topical, wanted, why_unasked
from monitor.reading.judging.words_round import first_word, language_of, sentence_round, words_before
from monitor.types.levels import sign_of
from monitor.types.reading import CARRIED, ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import CrossEncoder, Embedder, Placed
    from monitor.reading.found import Attribution
    from monitor.types import Statement, World

MANY = 8
"""From so many statements on a text says more than what somebody chose of it, and most of that is about something else."""
MOST = 150
"""So many statements of one text the model is asked about before it is asked about fewer: it takes about a hundredth of a second for each."""
_VERBATIM = ("transcript", "direct", "mixed")


_OPPOSITE_ALONE = "by themselves the words say the opposite of what they say where they stand"


class Judge:
    """Judges statements. Holds compiled patterns and anchor vectors; safe to keep for the life of a process.

    Without an `encoder` the rules judge alone, in English and Russian.
    """

    def __init__(self, world: World, embedder: Embedder | None, encoder: CrossEncoder | None = None) -> None:
        self._blocs = {office.id: office.bloc for office in world.offices}
        self._persons = {person.id: person.bloc for person in world.persons}
        self._rules = RuleReader(world, embedder)
        self._encoder = encoder
        self._issues = frozenset(issue.code for issue in world.issues)
        self._of_others = frozenset(issue.code for issue in world.issues if issue.subject == "other")
        self._of_one_side = world.of_one_side
        self._parties = Parties(world)
        self._plainer = PlainerWords(world.issues)
        self._proposals = None if encoder is None else Proposals(world, self._rules, encoder)

    @property
    def name(self) -> str:
        """What judges, for `Reading.model`. Raises ModelError."""
        return "rules" if self._encoder is None else f"rules+{self._encoder.name}"

    def judge(
        self,
        text: str,
        attributions: Sequence[Attribution],
        *,
        language: str,
        title: str,
        prose: str | None = None,
        chosen: bool = False,
    ) -> tuple[Statement, ...]:
        """For each attribution, in order, a statement for each issue it is about; one without an issue where there is none.

        One call to the embedder for the whole article and two to an encoder that reads in context: what has a level is read by itself as well. `prose`: the text with blanks where it is furniture, so that no such words are shown
        round a statement; None: it has none. `chosen`: somebody chose the statements for their topic, and each is read by itself; else a text of many is a
        whole speech. Raises ModelError.
        """
        around = None if chosen else text if prose is None else prose
        many = len(attributions) >= MANY and not chosen
        near = around if many else None
        asked = [self._ask(text, found, language=language, title=title, near=near) for found in attributions]
        judged = self._judge(asked, attributions, around=around, many=many, language=language)
        judged = self._doubted(asked, judged, article=None if around is None else f"{title}\n{around}")
        told = (
            Told(found, each, ask.speaker.bloc) for found, each, ask in zip(attributions, judged, asked, strict=True)
        )
        judged = left_to_others(tuple(told), text, language, of_one_side=self._of_one_side, of_others=self._of_others)
        pairs = [
            (found, open_in_jest(found, each, text, language)) for found, each in zip(attributions, judged, strict=True)
        ]
        return tuple(state(text, found, each) for found, judgements in pairs for each in judgements)

    def judge_claim(self, claim: str, *, issue: str, language: str, bloc: str | None = None) -> Judgement:
        """A bare sentence on an issue that is given. Raises ModelError."""
        spoken = language_of(claim, language)
        claim = self._plainer.of(claim, spoken)
        ask = Asked(text=claim, language=spoken, speaker=Speaker(bloc=bloc), bare=True)
        read = self._rules.read_given(ask, issue)
        if self._encoder is None:
            return judge_by_rules(claim, read, sure=True, denied=False, question=False)
        (placed,) = self._encoder.place([[Saying(claim, bloc)]])
        return judge_by_both(claim, read, placed.only(self._issues), denied=False, question=False, given=issue)[0]

    def _judge(
        self, asked: Sequence[Asked], found: Sequence[Attribution], *, around: str | None, many: bool, language: str
    ) -> list[tuple[Judgement, ...]]:
        # where the rules judge alone they hear all
        named = [True for _ in asked] if self._encoder is None else topical(asked, self._parties, many=many)
        reads, questions = self._read(asked, named)
        if self._encoder is None:
            return [
                _answer(ask, f, (judge_by_rules(ask.text, read, sure=False, denied=f.denied, question=f.question),))
                for ask, read, f in zip(asked, reads, found, strict=True)
            ]
        numbers = wanted(asked, reads, named, self._parties, at_most=MOST if many else len(asked))
        put = [n for n in numbers if not is_reporters(found[n], asked[n])]
        texts = _shown(asked, found, put, around=around, language=language)
        order = [n for shown in texts for n in shown.numbers]
        placed = dict(zip(order, self._encoder.place([shown.text for shown in texts]), strict=True))
        reads = [
            self._with_plain(read, ask, placed.get(n)) for n, (ask, read) in enumerate(zip(asked, reads, strict=True))
        ]
        judged = [
            self._first(ask, read, f, placed.get(n), asked_on=questions.get(n), many=many)
            for n, (ask, read, f) in enumerate(zip(asked, reads, found, strict=True))
        ]
        marked = [
            borne_out(ask, read, j, placed.get(n), many=many, turned=f.denied and not f.question)
            for n, (ask, read, f, j) in enumerate(zip(asked, reads, found, judged, strict=True))
        ]
        final = self._with_carried(asked, reads, found, marked, texts=texts, encoder=self._encoder)
        restated = {} if self._proposals is None else self._proposals.restated(asked, reads, final)
        return [
            settle(each, restated[n], kept_open=reads[n].left_open, denied=found[n].denied and not found[n].question)
            if n in restated
            else each
            for n, each in enumerate(final)
        ]

    def _read(self, asked: Sequence[Asked], named: Sequence[bool]) -> tuple[Sequence[Read], dict[int, Read]]:
        """What the rules read in each, and by number in the question that one answers."""
        answers = [n for n, ask in enumerate(asked) if ask.question]
        both = self._rules.read(
            [*asked, *(question_of(asked[n]) for n in answers)], wanted=[*named, *(True for _ in answers)]
        )
        return both[: len(asked)], dict(zip(answers, both[len(asked) :], strict=True))

    def _first(
        self, ask: Asked, read: Read, found: Attribution, placed: Placed | None, *, asked_on: Read | None, many: bool
    ) -> tuple[Judgement, ...]:
        """What rules and model come to, where the model was asked; `asked_on`: the question that it answers."""
        if placed is None:
            return (Judgement(reasons=(why_unasked(found, ask),)),)
        named = self._parties.heard(ask.text, ask.before, ask.speaker.bloc) if many else None
        both = judge_by_both(
            ask.text, read, placed.only(self._issues), denied=found.denied, question=found.question, named=named
        )
        return _answer(ask, found, on_the_question(both, read.candidates, asked_on))

    def _with_carried(
        self,
        asked: Sequence[Asked],
        reads: Sequence[Read],
        found: Sequence[Attribution],
        marked: Sequence[tuple[Judgement, ...]],
        *,
        texts: Sequence[Shown],
        encoder: CrossEncoder,
    ) -> list[tuple[Judgement, ...]]:
        """The judgements, those marked that the model does not find in the words by themselves; asked of what has a level among others' words."""
        among = {n for shown in texts if shown.among_others for n in shown.numbers} if encoder.in_context else set()
        again = [n for n in sorted(among) if any(j.level is not None and CARRIED not in j.marks for j in marked[n])]
        alone = dict(zip(again, encoder.place([_by_itself(asked[n], n).text for n in again]), strict=True))
        return [
            tuple(self._alone(j, ask, read, f, alone.get(n)) for j in judgements)
            for n, (ask, read, f, judgements) in enumerate(zip(asked, reads, found, marked, strict=True))
        ]

    def _with_plain(self, read: Read, ask: Asked, placed: Placed | None) -> Read:
        """With what the rules see plainly on issues that only the model found: of a plain negation it often overlooks the "not"."""
        if placed is None:
            return read
        found = [
            code
            for code, place in placed.only(self._issues).places.items()
            if place.about >= ABOUT and code not in read.stances
        ]
        plain = {code: stance for code in found if (stance := self._rules.plain_stance(ask, code)) is not None}
        return replace(read, stances={**read.stances, **plain}) if plain else read

    def _alone(self, judged: Judgement, ask: Asked, read: Read, found: Attribution, placed: Placed | None) -> Judgement:
        """The judgement, marked where the model, asked about the words by themselves (`placed`), sees something else in them, and left open where that is plainly the opposite."""
        if placed is None or judged.level is None or CARRIED in judged.marks:
            return judged
        own = _by_own_words(judged, ask, read, found, placed.only(self._issues))
        if own is None or (own.level is not None and sign_of(own.level) == sign_of(judged.level)):
            return judged
        carried = judged.marked(CARRIED)
        if found.answers is None and own.levels is not None and is_opposite(own.levels, judged.level):
            return left_open(carried, _OPPOSITE_ALONE, levels=judged.levels)
        return carried

    def _doubted(
        self, asked: Sequence[Asked], judged: Sequence[tuple[Judgement, ...]], *, article: str | None
    ) -> list[tuple[Judgement, ...]]:
        """The judgements, marked where the words may be about another topic; None: the statements were chosen for this one."""
        placed = [ask for ask, each in zip(asked, judged, strict=True) if any(j.level is not None for j in each)]
        blocs = {ask.speaker.bloc for ask in placed} if article is not None else set()
        elsewhere = {bloc: self._parties.elsewhere(article or "", bloc) for bloc in blocs}

        def doubted(ask: Asked, j: Judgement) -> Judgement:
            about_another = j.level is not None and j.issue in elsewhere.get(ask.speaker.bloc, ())
            return j.marked(ELSEWHERE) if about_another else j

        return [tuple(doubted(ask, j) for j in each) for ask, each in zip(asked, judged, strict=True)]

    def _ask(self, text: str, found: Attribution, *, language: str, title: str, near: str | None) -> Asked:
        """What is asked of it; `near`: the text in which what was said just before it counts, None: there it does not."""
        said = found.words(text)
        speaker = Speaker(bloc=self._bloc(found), verbatim=found.form in _VERBATIM)
        context = text[found.context[0] : found.context[1]]
        spoken = language_of(said, language)
        bare = without_endurance(said, spoken)
        return Asked(
            text=self._plainer.of(bare, spoken),
            language=spoken,
            speaker=speaker,
            context=context,
            around=sentence_round(text, found, language=language),
            title=title,
            before="" if near is None else words_before(near, first_word(found), language=language),
            day=found.said_at.date() if found.said_at is not None else None,
            question="" if found.asked is None else text[slice(*found.asked)],
            denied=found.denied and not found.question,
            lasting=bare != said,
        )

    def _bloc(self, found: Attribution) -> str | None:
        bloc = self._blocs.get(found.office or "")
        return bloc or self._persons.get(found.actor or "") or self._blocs.get(found.actor or "")


def _answer(ask: Asked, found: Attribution, judged: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """The judgements; of words that leave the matter to others, or of a yes or no of which nothing tells what it answers, they name the
    issues and no level, so that they move no line."""
    if found.answers is None and is_bare_answer(ask.text, ask.language):
        none = "a yes or no, and nothing tells to what"
    elif defers(ask.text, ask.language) or leaves_unconfirmed(ask.text, ask.language):
        none = "it gives no answer"
    elif only_leads_on(ask.text, ask.language):
        none = "it only leads on to other words"
    else:
        return judged
    return tuple(left_open(j, none) for j in judged)


def _by_own_words(judged: Judgement, ask: Asked, read: Read, found: Attribution, alone: Placed) -> Judgement | None:
    """What the words by themselves show on the judgement's issue, without a level where they are hardly about it; None where nothing was asked."""
    if judged.issue is None or judged.issue not in alone.places:
        return None
    (own,) = judge_by_both(ask.text, read, alone, denied=found.denied, question=found.question, given=judged.issue)
    return replace(own, level=None, levels=None, abstained=True) if own.issue_score < ABOUT else own


def _shown(
    asked: Sequence[Asked],
    found: Sequence[Attribution],
    numbers: Sequence[int],
    *,
    around: str | None,
    language: str,
) -> list[Shown]:
    """The texts in which the model is shown the statements of these numbers; `around`: the text they stand in, None: each by itself."""
    bare = {n for n in numbers if around is None or _is_denied(found[n])}
    texts = [_by_itself(asked[n], n, denied=_is_denied(found[n])) for n in sorted(bare)]
    if around is None:
        return texts
    return [*texts, *shown_texts(around, found, asked, wanted=[n for n in numbers if n not in bare], language=language)]


def _by_itself(ask: Asked, number: int, *, denied: bool = False) -> Shown:
    """`denied`: what others say and the speaker denies, so that what his side is used to say tells nothing of it."""
    said = Saying(affirmed(ask.text, ask.language), None) if denied else Saying(ask.text, ask.speaker.bloc)
    return Shown([said], [number])


def _is_denied(found: Attribution) -> bool:
    """Whether it is told only to be denied: round it stands the denial, which the model would count a second time."""
    return found.denied and found.answers is None
