"""The tables of monitor.toml and rules.toml. Every default is the one of the type it becomes."""

from typing import Annotated, Literal

from pydantic import Field

from monitor.config.fields import (
    Amount,
    Callback,
    Called,
    Channel,
    Clock,
    Confusion,
    Count,
    CountOrNone,
    Duration,
    DurationOrNone,
    Factor,
    Flag,
    HeaderName,
    Host,
    Hours,
    Listen,
    Network,
    Note,
    Part,
    PatternByLanguage,
    Percent,
    ProxyOrNone,
    Share,
    SpeakerLevel,
    Table,
    TargetName,
    Text,
    Texts,
    Timezone,
    Variable,
    Weekday,
)
from monitor.types import (
    AlertRules,
    BaselineRules,
    ChatSettings,
    DeliverySettings,
    DetectRules,
    DigestSettings,
    DivergenceRules,
    DroppedRules,
    FlashRules,
    HabitRules,
    MergeRules,
    ModelSettings,
    NetworkSettings,
    NewWordingRules,
    OpinionSettings,
    PollingSettings,
    ThemeRules,
    TogetherRules,
    WebSettings,
    WebSubSettings,
    WorkSettings,
)

_NETWORK, _POLLING, _ALERTS, _DIGEST = NetworkSettings(), PollingSettings(), AlertRules(), DigestSettings()
_WEB, _WORK, _DELIVERY, _BASELINE = WebSettings(), WorkSettings(), DeliverySettings(), BaselineRules()
_DETECT, _FLASH, _MERGE, _HABIT = DetectRules(), FlashRules(), MergeRules(), HabitRules()
_DROPPED, _DIVERGENCE, _TOGETHER = DroppedRules(), DivergenceRules(), TogetherRules()
_THEME, _NEW_WORDING = ThemeRules(), NewWordingRules()
_LLM, _MODELS, _CHAT, _WEBSUB = OpinionSettings(), ModelSettings(), ChatSettings(), WebSubSettings()


class NetworkTable(Table):
    allow_private: Flag = _NETWORK.allow_private
    contact: Note = _NETWORK.contact
    timeout: Duration = _NETWORK.timeout
    max_bytes: Count = _NETWORK.max_bytes
    max_redirects: CountOrNone = _NETWORK.max_redirects
    concurrency: Count = _NETWORK.concurrency
    per_host: Count = _NETWORK.per_host
    spacing: DurationOrNone = _NETWORK.spacing
    robots: Flag = _NETWORK.robots
    proxy: ProxyOrNone = _NETWORK.proxy


class PollingTable(Table):
    every: Duration = _POLLING.every
    at_least: Duration = _POLLING.at_least
    at_most: Duration = _POLLING.at_most
    quickest: Duration | None = None
    slowest: Duration | None = None
    wishes_at_most: Duration = _POLLING.wishes_at_most


class WebSubTable(Table):
    callback: Callback = _WEBSUB.callback


class AlertsTable(Table):
    per_week: CountOrNone = _ALERTS.per_week
    per_day: CountOrNone = _ALERTS.per_day
    false_alarms_per_week: Amount = _ALERTS.false_alarms_per_week
    min_severity: Percent = _ALERTS.min_severity
    cool_down: Duration = _ALERTS.cool_down
    first_poll: Literal["quiet"] = _ALERTS.first_poll


class DigestTable(Table):
    weekday: Weekday = _DIGEST.weekday
    at: Clock = _DIGEST.at
    timezone: Timezone = _DIGEST.timezone


class WebTable(Table):
    listen: Listen = (_WEB.host, _WEB.port)
    access: Literal["none", "login", "proxy"] = _WEB.access
    hosts: tuple[Host, ...] = _WEB.hosts
    session: Duration = _WEB.session
    proxy_header: HeaderName = _WEB.proxy_header
    proxy_from: tuple[Network, ...] = _WEB.proxy_from
    proxy_role: Literal["read", "answer", "administer"] = _WEB.proxy_role
    administrators: Texts = _WEB.administrators


class WorkTable(Table):
    workers: Count = _WORK.workers
    deadline: Duration = _WORK.deadline
    attempts: Count = _WORK.attempts


class DeliveryTable(Table):
    lease: Duration = _DELIVERY.lease
    timeout: Duration = _DELIVERY.timeout
    at_most: Duration = _DELIVERY.at_most


class RouteRow(Table):
    channel: Channel
    min_severity: Percent = 0
    blocs: Texts = ()
    issues: Texts = ()
    actors: Texts = ()


class ChatTable(Table):
    route: tuple[RouteRow, ...] = ()
    health: Channel | None = None
    quiet: Hours | None = None
    quiet_days: tuple[Weekday, ...] = ()
    timezone: Timezone = _CHAT.timezone
    wakes: Percent = _CHAT.wakes
    mention: tuple[Called, ...] = ()
    mention_from: Percent = _CHAT.mention_from
    pictures: Flag = _CHAT.pictures
    answerers: tuple[Called, ...] = ()
    administrators: tuple[Called, ...] = ()


class TargetRow(Table):
    name: TargetName
    secret: Variable
    alerts: Flag = True
    digest: Flag = True
    min_severity: Percent = 0


class NotifyTable(Table):
    console: Literal["text", "json-lines"] = "text"
    target: tuple[TargetRow, ...] = ()


class LlmTable(Table):
    per_day: CountOrNone = _LLM.per_day
    votes: Count = _LLM.votes
    timeout: Duration = _LLM.timeout
    deadline: Duration = _LLM.deadline
    concurrency: Count = _LLM.concurrency
    pause: Duration = _LLM.pause
    confusion: Confusion = _LLM.confusion


class ModelsTable(Table):
    nli: Note = ""
    nli_labels: Texts = _MODELS.nli_labels


class BaselineWindows(Table):
    rolling_days: Count = _BASELINE.rolling_days
    burn_in_days: Count = _BASELINE.burn_in_days


class MonitorFile(Table):
    """monitor.toml: how the service runs."""

    network: NetworkTable = NetworkTable()
    polling: PollingTable = PollingTable()
    websub: WebSubTable = WebSubTable()
    alerts: AlertsTable = AlertsTable()
    digest: DigestTable = DigestTable()
    web: WebTable = WebTable()
    baseline: BaselineWindows = BaselineWindows()
    work: WorkTable = WorkTable()
    delivery: DeliveryTable = DeliveryTable()
    chat: ChatTable = ChatTable()
    notify: NotifyTable = NotifyTable()
    llm: LlmTable = LlmTable()
    models: ModelsTable = ModelsTable()


class DetectTable(Table):
    statements_per_week: Amount = _DETECT.statements_per_week
    tightness: Amount = _DETECT.tightness
    signs: Share = _DETECT.signs
    cap: Amount = _DETECT.cap
    epsilon: Share = _DETECT.epsilon
    floor: Share = _DETECT.floor
    provisional_factor: Factor = _DETECT.provisional_factor
    change_rate: Share = _DETECT.change_rate
    understated: Amount = _DETECT.understated
    borne_out: Share = _DETECT.borne_out
    unconfirmed: Share = _DETECT.unconfirmed
    record_prior: Amount = _DETECT.record_prior
    min_delta: Amount = _DETECT.min_delta
    posterior: Share = _DETECT.posterior


class BaselineTable(Table):
    prior_n: Amount = _BASELINE.prior_n
    seed_share: Share = _BASELINE.seed_share
    provisional_at: Count = _BASELINE.provisional_at
    settled_at: Count = _BASELINE.settled_at
    exclude_days: CountOrNone = _BASELINE.exclude_days


class HabitTable(Table):
    taught: Amount = _HABIT.taught
    min_rise: Share = _HABIT.min_rise
    factor: Factor = _HABIT.factor
    steady: Amount = _HABIT.steady


class DroppedTable(Table):
    uses: Count = _DROPPED.uses
    weeks: Count = _DROPPED.weeks
    silent_weeks: Count = _DROPPED.silent_weeks
    threshold: Amount = _DROPPED.threshold


class DivergenceTable(Table):
    offices: Count = _DIVERGENCE.offices
    labels: Count = _DIVERGENCE.labels
    min_delta: Amount = _DIVERGENCE.min_delta
    posterior: Share = _DIVERGENCE.posterior
    fall: Share = _DIVERGENCE.fall


class TogetherTable(Table):
    offices: Annotated[int, Field(strict=True, ge=2)] = _TOGETHER.offices
    window: Duration = _TOGETHER.window


class ThemeTable(Table):
    window: Duration = _THEME.window
    history: Amount = _THEME.history
    near: Share = _THEME.near
    same: Share = _THEME.same
    share: Share = _THEME.share
    utterances: Count = _THEME.utterances
    actors: Count = _THEME.actors
    outlets: Count = _THEME.outlets
    chance: Share = _THEME.chance


class NewWordingTable(Table):
    window: Duration = _NEW_WORDING.window
    before: Duration = _NEW_WORDING.before
    weeks: Count = _NEW_WORDING.weeks
    utterances: Count = _NEW_WORDING.utterances
    actors: Count = _NEW_WORDING.actors
    z: Amount = _NEW_WORDING.z
    z_each: Amount = _NEW_WORDING.z_each
    false_share: Share = _NEW_WORDING.false_share
    prior: Amount = _NEW_WORDING.prior
    again: Duration = _NEW_WORDING.again


class FlashTable(Table):
    per_week: CountOrNone = _FLASH.per_week
    min_distance: Amount = _FLASH.min_distance
    min_speaker_level: SpeakerLevel = _FLASH.min_speaker_level
    min_margin: Share = _FLASH.min_margin
    min_corroboration: Count = _FLASH.min_corroboration
    dense_week: Count = _FLASH.dense_week
    min_wordings: Count = _FLASH.min_wordings
    habit: Share = _FLASH.habit


class MergeTable(Table):
    translated: Share = _MERGE.translated
    remembered: Duration = _MERGE.remembered
    window: Duration = _MERGE.window
    shingle: Count = _MERGE.shingle
    copy_similarity: Part = _MERGE.copy_similarity
    copy_window: Duration = _MERGE.copy_window
    fresh: Duration = _MERGE.fresh
    stale: Duration = _MERGE.stale


class WordingRow(Table):
    id: Text
    issue: Text
    name_a: Text
    name_b: Text
    a: PatternByLanguage
    b: PatternByLanguage


class RulesFile(Table):
    """rules.toml: the numbers that decide."""

    detect: DetectTable = DetectTable()
    baseline: BaselineTable = BaselineTable()
    habit: HabitTable = HabitTable()
    dropped: DroppedTable = DroppedTable()
    divergence: DivergenceTable = DivergenceTable()
    together: TogetherTable = TogetherTable()
    theme: ThemeTable = ThemeTable()
    new_wording: NewWordingTable = NewWordingTable()
    flash: FlashTable = FlashTable()
    merge: MergeTable = MergeTable()
    wording: tuple[WordingRow, ...] = ()
