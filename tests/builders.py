"""Ready-made nouns: each test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.ports import WeekRows
from monitor.types import (
    Alert,
    AlertSide,
    Article,
    Baseline,
    Config,
    DeliverySettings,
    Digest,
    DigestSettings,
    Evidence,
    Feed,
    FeedState,
    Issue,
    NetworkSettings,
    NewArticle,
    Office,
    Person,
    PollingSettings,
    Rules,
    Statement,
    StreamKey,
    StreamState,
    Term,
    Utterance,
    Versions,
    WebSettings,
    WorkSettings,
    World,
)


def evidence(**changes: object) -> Evidence:
    """One quotation of Sergei Lavrov in our own words, from his ministry's site; `changes` name what the test is about."""
    quote = str(changes.get("quote", "We are ready to talk, but the former relations will not be restored."))
    return replace(
        Evidence(
            quote=quote,
            article="article-1",
            url="https://www.example.org/statements/1",
            title="Remarks to the press",
            outlet="Russian Foreign Ministry",
            published=datetime(2025, 9, 9, 7, 30, tzinfo=UTC),
            said_at=datetime(2025, 9, 8, 12, 0, tzinfo=UTC),
            speaker="Sergei Lavrov",
            voice="primary",
            start=0,
            end=len(quote),
            weight=0.9,
        ),
        **changes,
    )


def alert(**changes: object) -> Alert:
    """A confirmed softening on dialogue, complete in every part; `changes` name what the test is about."""
    return replace(
        Alert(
            id="al-0001",
            key="softening:RU-MFA:DIA:2025-09-08",
            kind="softening",
            status="confirmed",
            raised_at=datetime(2025, 9, 9, 8, 0, tzinfo=UTC),
            at=datetime(2025, 9, 8, 12, 0, tzinfo=UTC),
            actor="lavrov",
            actor_name="Sergei Lavrov",
            office="RU-MFA",
            office_name="Russian Foreign Ministry",
            bloc="RU",
            issue="DIA",
            issue_name="dialogue",
            before=AlertSide(
                level=-1,
                claim="talks can wait until the other side sees sense",
                baseline="seed",
                position="B08",
                as_of=date(2023, 1, 15),
                level_name="wait",
            ),
            after=AlertSide(level=1, claim="contacts can be resumed", level_name="open"),
            direction="softer",
            confidence=0.58,
            severity=75,
            ratio=412.0,
            since=date(2025, 9, 1),
            independent_sources=3,
            copies=14,
            evidence=(evidence(),),
            unchanged=("REL −2",),
            caveats=("the baseline of this stream is provisional",),
            reason="5 utterances since 1 Sep would be this lopsided about once in 412 statements if nothing had changed.",
            versions=Versions(baseline="b4a5e1", model="rules", code="0.1.0"),
            headline="Russian Foreign Ministry softens on dialogue: wait → open",
            speaker_level=4,
            channel="chat",
        ),
        **changes,
    )


def digest(**content: object) -> Digest:
    """The digest of week 2025-W37; `content` is its content."""
    return Digest(
        week="2025-W37",
        start=datetime(2025, 9, 8, tzinfo=UTC),
        end=datetime(2025, 9, 15, tzinfo=UTC),
        made_at=datetime(2025, 9, 15, 6, 0, tzinfo=UTC),
        content=content,
    )


# ------------------------------------------------------------------ weeks and what they are read from


def utterance(**changes: object) -> Utterance:
    """The Russian Foreign Ministry says once, on 18 November 2026, that it is open to dialogue."""
    usual = Utterance(
        id="ut-1",
        key=StreamKey("RU-MFA", "DIA"),
        actor="lavrov",
        said_at=datetime(2026, 11, 18, 12, 0, tzinfo=UTC),
        levels=(0.0, 0.0, 0.1, 0.8, 0.1),
        weight=0.9,
        speaker_level=4,
        commitment="flat",
        primary=True,
        evidence=(evidence(),),
        origins=("Russian state",),
        copies=1,
        margin=0.6,
    )
    return replace(usual, **changes)


def stream(**changes: object) -> StreamState:
    """The settled stream of the Russian Foreign Ministry on dialogue, moved from −0.8 to +0.9."""
    usual = StreamState(
        key=StreamKey("RU-MFA", "DIA"),
        state="settled",
        n=41,
        last_at=datetime(2026, 11, 18, 12, 0, tzinfo=UTC),
        mean=0.9,
        baseline_mean=-0.8,
        ratio=412.0,
        memory={},
        versions=Versions(baseline="b4a5e1", model="rules", code="0.1.0"),
    )
    return replace(usual, **changes)


def digest_rows(**changes: object) -> WeekRows:
    """What the store knows of a week in which nothing was read; `changes` name what the test is about."""
    empty = WeekRows(alerts=(), streams=(), utterances=(), shares=(), judged=(), feeds=(), counts={}, languages={})
    return empty._replace(**changes)


def week_config(**changes: object) -> Config:
    """A small world: two offices, two issues, one feed, all settings as they come."""
    usual = Config(
        folder="config",
        feeds=(
            Feed(
                id="kremlin-en",
                url="http://feeds.example.org/kremlin",
                outlet="Kremlin",
                owner="Russian state",
                every=timedelta(minutes=15),
            ),
        ),
        world=World(
            persons=(),
            offices=(
                Office(id="NATO-SG", name="NATO Secretary General", bloc="NATO", country="NATO", level=5),
                Office(id="RU-MFA", name="Russian Foreign Ministry", bloc="RU", country="RU", level=4),
            ),
            issues=(
                _issue("DIA", "Dialogue", ("refuse", "wait", "open"), -1),
                _issue("FOR", "Forces", ("withdraw", "keep", "reinforce"), 1),
            ),
            blocs={"NATO": "NATO and its members", "RU": "Russia"},
        ),
        baseline=Baseline(name="seed", as_of=date(2023, 1, 15), source="one article", positions=(), hash="b4a5e1"),
        rules=Rules(),
        network=NetworkSettings(),
        polling=PollingSettings(),
        digest=DigestSettings(),
        web=WebSettings(),
        work=WorkSettings(),
        delivery=DeliverySettings(),
    )
    return replace(usual, **changes)


def _issue(code: str, name: str, axis: tuple[str, str, str], sign: int) -> Issue:
    return Issue(
        code=code,
        name=name,
        axis=dict(zip((-2, 0, 2), axis, strict=True)),
        hardening_sign={"NATO": sign, "RU": sign},
        weight=0.6,
        keywords={},
        anchors={},
    )


def found_article(number: int = 1, **changes: object) -> NewArticle:
    """The `number`-th item of a feed, an hour after the one before; `changes` name what the test is about."""
    seen = datetime(2025, 9, 8, tzinfo=UTC) + timedelta(hours=number)
    return replace(
        NewArticle(
            feed_id="feed-1",
            item_key=f"item-{number}",
            url=f"https://www.example.org/news/{number}",
            url_key=f"example.org/news/{number}",
            outlet="Example Gazette",
            owner="Example Press",
            title=f"Piece of news {number}",
            text=f"The minister said that contacts can be resumed. This is piece {number}.",
            seen=seen,
            published=seen - timedelta(minutes=10),
            language="en",
            id=f"article-{number}",
        ),
        **changes,
    )


def statement(**changes: object) -> Statement:
    """The ministry says that contacts can be resumed; `changes` name what the test is about."""
    return replace(
        Statement(
            start=0,
            end=47,
            text="The minister said that contacts can be resumed.",
            parts=((0, 12), (18, 47)),
            cue=(13, 17),
            source=(0, 12),
            speaker="Sergei Lavrov",
            actor="lavrov",
            office="RU-MFA",
            speaker_level=4,
            voice="quoted",
            form="indirect",
            issue="DIA",
            issue_score=0.8,
            levels=(0.05, 0.1, 0.15, 0.6, 0.1),
            level=1,
            abstained=False,
            said_at=datetime(2025, 9, 8, 12, 0, tzinfo=UTC),
            weight=0.7,
            reasons=("paraphrase of a named actor 0.7",),
        ),
        **changes,
    )


def feed(**changes: object) -> Feed:
    """The feed of a ministry, asked every 15 minutes; `changes` name what the test is about."""
    usual = Feed(
        id="ministry-en",
        url="https://ministry.example/feed.xml",
        outlet="Ministry",
        owner="Ministry",
        every=timedelta(minutes=15),
        country="RU",
        primary=True,
    )
    return replace(usual, **changes)


def feed_state(**changes: object) -> FeedState:
    """That feed after a first good poll on 8 September 2025, 10:00; `changes` name what the test is about."""
    polled = datetime(2025, 9, 8, 10, 0, tzinfo=UTC)
    usual = FeedState(
        feed_id="ministry-en",
        next_due=polled + timedelta(minutes=15),
        first_polled_at=polled,
        last_polled_at=polled,
        last_success_at=polled,
        newest=polled - timedelta(hours=1),
        outcome="3 items",
    )
    return replace(usual, **changes)


def article(text: str, **changes: object) -> Article:
    """An article of a newspaper nobody vouches for, of 16 January 2023; `changes` name what the test is about."""
    published = datetime(2023, 1, 16, 12, 0, tzinfo=UTC)
    usual = Article(
        id="article-1",
        feed_id="paper",
        url=None,
        outlet="Paper",
        owner="Paper",
        title="A title",
        text=text,
        seen=published,
        published=published,
    )
    return replace(usual, **changes)


def reading_world() -> World:
    """The few persons and offices that reading is tested on, with their real terms."""
    offices = (
        (
            "NATO-SG",
            "NATO",
            5,
            ("NATO Secretary General", "NATO chief", "генсек НАТО", "генеральный секретарь НАТО"),
            (),
        ),
        ("NATO", "NATO", 4, (), ("NATO", "the alliance", "НАТО", "альянс")),
        ("RU-President", "RU", 5, ("President of Russia", "Russian President", "президент России"), ()),
        (
            "RU-Kremlin-Spokesperson",
            "RU",
            4,
            ("Kremlin spokesman", "пресс-секретарь президента"),
            ("Kremlin", "Кремль"),
        ),
        (
            "RU-MFA",
            "RU",
            4,
            ("Russian Foreign Minister", "министр иностранных дел России", "глава МИД РФ"),
            ("Russian Foreign Ministry", "МИД РФ"),
        ),
        ("RU-MFA-Spokesperson", "RU", 2, ("Russian Foreign Ministry spokeswoman",), ()),
        ("RU-GOV", "RU", 3, (), ("Moscow", "Москва", "Russia", "Россия")),
        ("UA-President", "UA", 5, ("President of Ukraine", "Ukrainian President", "президент Украины"), ()),
        ("US-President", "US", 5, ("US President", "President of the United States"), ("White House",)),
        ("DE-Chancellor", "DE", 5, ("German Chancellor",), ()),
        ("DE-FM", "DE", 4, ("German Foreign Minister",), ()),
        ("FR-President", "FR", 5, ("French President", "президент Франции"), ()),
        ("EU-Commission", "EU", 5, ("President of the European Commission",), ("Brussels", "Брюссель")),
    )
    persons = (
        (
            "stoltenberg",
            "Jens Stoltenberg",
            "NATO-SG",
            date(2014, 10, 1),
            date(2024, 10, 1),
            "Йенс Столтенберг",
            "Столтенберг",
        ),
        ("rutte", "Mark Rutte", "NATO-SG", date(2024, 10, 1), None, "Марк Рютте", "Рютте"),
        ("putin", "Vladimir Putin", "RU-President", date(2012, 5, 7), None, "Владимир Путин", "Путин"),
        ("peskov", "Dmitry Peskov", "RU-Kremlin-Spokesperson", date(2012, 5, 22), None, "Дмитрий Песков", "Песков"),
        ("lavrov", "Sergei Lavrov", "RU-MFA", date(2004, 3, 9), None, "Сергей Лавров", "Лавров"),
        ("zakharova", "Maria Zakharova", "RU-MFA-Spokesperson", date(2015, 8, 10), None, "Мария Захарова", "Захарова"),
        ("zelensky", "Volodymyr Zelensky", "UA-President", date(2019, 5, 20), None, "Владимир Зеленский", "Зеленский"),
        ("biden", "Joe Biden", "US-President", date(2021, 1, 20), date(2025, 1, 20), "Джо Байден", "Байден"),
        ("trump", "Donald Trump", "US-President", date(2025, 1, 20), None, "Дональд Трамп", "Трамп"),
        ("scholz", "Olaf Scholz", "DE-Chancellor", date(2021, 12, 8), date(2025, 5, 6), "Олаф Шольц", "Шольц"),
        ("baerbock", "Annalena Baerbock", "DE-FM", date(2021, 12, 8), date(2025, 5, 6), "Анналена Бербок", "Бербок"),
        ("macron", "Emmanuel Macron", "FR-President", date(2017, 5, 14), None, "Эмманюэль Макрон", "Макрон"),
        (
            "von-der-leyen",
            "Ursula von der Leyen",
            "EU-Commission",
            date(2019, 12, 1),
            None,
            "фон дер Ляйен",
            "von der Leyen",
        ),
    )
    own_sites = {
        "RU-President": ("kremlin.ru", "en.kremlin.ru"),
        "RU-MFA": ("mid.ru",),
        "UA-President": ("president.gov.ua",),
        "NATO": ("nato.int",),
        "US-President": ("whitehouse.gov",),
    }
    return World(
        persons=tuple(
            Person(
                id=key,
                name=name,
                bloc="NATO",
                aliases=(name.split()[-1], *aliases) if key != "von-der-leyen" else aliases,
                terms=(Term(office=office, since=since, until=until),),
            )
            for key, name, office, since, until, *aliases in persons
        ),
        offices=tuple(
            Office(
                id=key,
                name=key,
                bloc=country if country in ("NATO", "RU", "UA") else "NATO",
                country=country,
                level=level,
                titles=titles,
                metonyms=metonyms,
                outlets=own_sites.get(key, ()),
            )
            for key, country, level, titles, metonyms in offices
        ),
        issues=(),
    )
