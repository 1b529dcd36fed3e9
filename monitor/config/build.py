"""Checked tables → the frozen types of the house. Pure; nothing is refused here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.config.feed_rows import build_feed
from monitor.config.history import build_baseline
from monitor.types import (
    AlertRules,
    BaselineRules,
    ChatSettings,
    Config,
    Cue,
    DeliverySettings,
    DetectRules,
    DigestSettings,
    DivergenceRules,
    DroppedRules,
    FlashRules,
    HabitRules,
    Issue,
    MergeRules,
    ModelSettings,
    NetworkSettings,
    NewWordingRules,
    NotifySettings,
    Office,
    OpinionSettings,
    Person,
    PollingSettings,
    Route,
    Rules,
    Side,
    Target,
    Term,
    ThemeRules,
    TogetherRules,
    WebSettings,
    WebSubSettings,
    WordingPair,
    WorkSettings,
    World,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from monitor.config.files import Files
    from monitor.config.settings import ChatTable, ModelsTable, MonitorFile, RulesFile
    from monitor.config.topic import ActorsFile, IssueRow, IssuesFile, PersonRow


def build_config(folder: Path, files: Files) -> Config:
    """The configuration of files that have no mistake."""
    monitor, rules, feeds, actors, issues = files.monitor, files.rules, files.feeds, files.actors, files.issues
    assert monitor
    assert rules
    assert feeds
    assert actors
    assert issues
    assert files.baselines
    world = _world(actors, issues)
    return Config(
        folder=str(folder.resolve()),
        feeds=tuple(build_feed(feed, world.offices, monitor) for feed in feeds.feed),
        world=world,
        baseline=build_baseline(files.baselines),
        rules=_rules(monitor, rules),
        network=NetworkSettings(**monitor.network.model_dump()),
        polling=PollingSettings(**monitor.polling.model_dump()),
        digest=DigestSettings(**monitor.digest.model_dump()),
        web=WebSettings(
            host=monitor.web.listen[0], port=monitor.web.listen[1], **monitor.web.model_dump(exclude={"listen"})
        ),
        work=WorkSettings(**monitor.work.model_dump()),
        delivery=DeliverySettings(**monitor.delivery.model_dump()),
        chat=_chat(monitor.chat),
        notify=NotifySettings(
            console=monitor.notify.console,
            targets=tuple(Target(**row.model_dump()) for row in monitor.notify.target),
        ),
        llm=OpinionSettings(**monitor.llm.model_dump()),
        models=_models(folder, monitor.models),
        websub=WebSubSettings(**monitor.websub.model_dump()),
    )


def _chat(chat: ChatTable) -> ChatSettings:
    routes = tuple(Route(**row.model_dump()) for row in chat.route)
    return ChatSettings(routes=routes, **chat.model_dump(exclude={"route"}))


def _models(folder: Path, models: ModelsTable) -> ModelSettings:
    """A model's folder is named from the configuration's, so that the two can move together."""
    nli = str((folder / models.nli).resolve()) if models.nli else None
    return ModelSettings(nli=nli, nli_labels=models.nli_labels)


def _world(actors: ActorsFile, issues: IssuesFile) -> World:
    return World(
        persons=tuple(_person(person) for person in actors.person),
        offices=tuple(Office(**office.model_dump()) for office in actors.office),
        issues=tuple(_issue(issue, actors.blocs) for issue in issues.issue),
        blocs=actors.blocs,
        sides=tuple(Side(**side.model_dump()) for side in issues.side),
    )


def _person(person: PersonRow) -> Person:
    """A person's name is one of the spellings met in text."""
    return Person(
        id=person.id,
        name=person.name,
        bloc=person.bloc,
        aliases=tuple(dict.fromkeys((person.name, *person.aliases))),
        terms=tuple(Term(**term.model_dump()) for term in person.terms),
    )


def _issue(issue: IssueRow, blocs: Iterable[str]) -> Issue:
    """A bloc without a sign moves neither way."""
    return Issue(
        code=issue.code,
        name=issue.name,
        axis=issue.axis,
        hardening_sign=dict.fromkeys(blocs, 0) | issue.hardening_sign,
        weight=issue.weight,
        keywords=issue.keywords,
        anchors=issue.anchors,
        cues=tuple(Cue(**cue.model_dump()) for cue in issue.cue),
        hints=issue.hints,
        excludes=issue.excludes,
        needs=issue.needs,
        subject=issue.subject,
        yields=issue.yields,
        judges=issue.judges,
        matter=issue.matter,
        foretold=issue.foretold,
        aimed=issue.aimed,
        theirs=issue.theirs,
        aimed_at=issue.aimed_at,
    )


def _rules(monitor: MonitorFile, rules: RulesFile) -> Rules:
    return Rules(
        detect=DetectRules(**rules.detect.model_dump()),
        baseline=BaselineRules(**rules.baseline.model_dump(), **monitor.baseline.model_dump()),
        habit=HabitRules(**rules.habit.model_dump()),
        dropped=DroppedRules(**rules.dropped.model_dump()),
        divergence=DivergenceRules(**rules.divergence.model_dump()),
        together=TogetherRules(**rules.together.model_dump()),
        theme=ThemeRules(**rules.theme.model_dump()),
        new_wording=NewWordingRules(**rules.new_wording.model_dump()),
        flash=FlashRules(**rules.flash.model_dump()),
        merge=MergeRules(**rules.merge.model_dump()),
        alerts=AlertRules(**monitor.alerts.model_dump()),
        wording=tuple(WordingPair(**pair.model_dump()) for pair in rules.wording),
    )
