"""Each mistake gives one line: file, place, key, what is wrong, the nearest right word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.config_folder import SOUND, edited, problems_of, write_folder

if TYPE_CHECKING:
    from pathlib import Path

LEVEL = "a level is a whole number from −2 to +2"
DURATION = 'a duration is written like "15m", "1s", "2h" or "7d"'
UNREAD = "is not a language that is read: write en, ru, uk, de or fr (Ukrainian is uk)"

# (file, sound text, wrong text, the line without "config/")
EDITS = [
    (
        "feeds.toml",
        "every =",
        "evry =",
        'feeds.toml: feed[1] "kremlin-en": evry: not a known key; did you mean "every"?',
    ),
    (
        "monitor.toml",
        "",
        '[websub]\ncallback = "https://monitor.example/websub?x=1"\n',
        'monitor.toml: [websub] callback: is a public address without query and fragment, like "https://monitor.example/websub"',
    ),
    ("feeds.toml", 'id = "bbc"\n', "", "feeds.toml: feed[2]: id: is missing"),
    ("feeds.toml", 'id = "bbc"\n', 'id = " "\n', 'feeds.toml: feed[2] " ": id: must not be empty'),
    ("feeds.toml", 'url = "https://www.bbc.example/rss"', "", 'feeds.toml: feed[2] "bbc": url: is missing'),
    (
        "feeds.toml",
        "https://www.bbc",
        "ftp://www.bbc",
        'feeds.toml: feed[2] "bbc": url: must be an address that begins with http:// or https:// and names a host',
    ),
    (
        "feeds.toml",
        "https://www.bbc.example/rss",
        "https://",
        'feeds.toml: feed[2] "bbc": url: must be an address that begins with http:// or https:// and names a host',
    ),
    (
        "feeds.toml",
        "bbc.example",
        "bbc.example:99999",
        'feeds.toml: feed[2] "bbc": url: is not a valid address: look at its host and port',
    ),
    (
        "feeds.toml",
        "www.bbc",
        "me:secret@www.bbc",
        'feeds.toml: feed[2] "bbc": url: an address must not carry a user name or password: it is shown in logs and on pages',
    ),
    (
        "feeds.toml",
        "primary = true",
        'password = "hunter2"',
        'feeds.toml: feed[1] "kremlin-en": password: is a secret, so name the environment variable that holds it, like "env:FEED_PASSWORD"',
    ),
    (
        "feeds.toml",
        "primary = true",
        'cookies = { session = "hunter2" }',
        'feeds.toml: feed[1] "kremlin-en": cookies: session: is a secret, so name the environment variable that holds it, like "env:FEED_PASSWORD"',
    ),
    (
        "feeds.toml",
        "primary = true",
        'headers = { Cookie = "env:X" }',
        'feeds.toml: feed[1] "kremlin-en": headers: Cookie: [key]: "Cookie" is written by this program itself',
    ),
    (
        "feeds.toml",
        "primary = true",
        'headers = { authorization = "Bearer hunter2" }',
        'feeds.toml: feed[1] "kremlin-en": headers: authorization: is a secret, so name the environment variable that holds all of it ("Bearer …" too), like "env:FEED_AUTHORIZATION"',
    ),
    (
        "feeds.toml",
        "primary = true",
        'speaks_for = "RU-President"',
        'feeds.toml: feed[1] "kremlin-en": speaks_for: is heard of a primary feed only; add primary = true, or leave it out',
    ),
    (
        "feeds.toml",
        "primary = true",
        'proxy = "socks5://proxy.example"',
        'feeds.toml: feed[1] "kremlin-en": proxy: must be an address that begins with http:// or https:// and names a host',
    ),
    (
        "feeds.toml",
        "primary = true",
        'proxy = "https://proxy.example:3128"',
        'feeds.toml: feed[1] "kremlin-en": proxy: a proxy\'s address begins with http://; what is asked by https stays encrypted through it',
    ),
    (
        "monitor.toml",
        "",
        '[network]\nproxy = "https://proxy.example:3128"\n',
        "monitor.toml: [network] proxy: a proxy's address begins with http://; what is asked by https stays encrypted through it",
    ),
    (
        "feeds.toml",
        "primary = true",
        'password = "env:PW"',
        'feeds.toml: feed[1] "kremlin-en": password: is not sent without user; add user, or leave it out',
    ),
    (
        "feeds.toml",
        "primary = true",
        'user = "me"\nheaders = { authorization = "env:PW" }',
        'feeds.toml: feed[1] "kremlin-en": user: takes the place of the Authorization in headers; leave one of them out',
    ),
    (
        "monitor.toml",
        "",
        '[web]\nhosts = ["https://monitor.example"]\n',
        'monitor.toml: [web] hosts[1]: "https://monitor.example" is not the name of a host: write it without scheme, port and path, like monitor.example',
    ),
    (
        "monitor.toml",
        "",
        '[web]\nhosts = ["monitor.example:8080"]\n',
        'monitor.toml: [web] hosts[1]: "monitor.example:8080" is not the name of a host: write it without scheme, port and path, like monitor.example',
    ),
    (
        "monitor.toml",
        "",
        '[web]\nhosts = ["*.example"]\n',
        'monitor.toml: [web] hosts[1]: "*.example" is not the name of a host: write it without scheme, port and path, like monitor.example',
    ),
    (
        "monitor.toml",
        "",
        '[web]\nproxy_from = ["proxy.local"]\n',
        'monitor.toml: [web] proxy_from[1]: "proxy.local" is neither an address nor a network, like "10.0.0.7" or "10.0.0.0/24"; names are not looked up',
    ),
    (
        "monitor.toml",
        "",
        '[web]\nproxy_from = ["0.0.0.0/0"]\n',
        'monitor.toml: [web] proxy_from[1]: "0.0.0.0/0" is everybody: name the addresses that the proxy asks from',
    ),
    (
        "monitor.toml",
        "",
        '[web]\nproxy_from = ["::ffff:0.0.0.0/96"]\n',
        'monitor.toml: [web] proxy_from[1]: "::ffff:0.0.0.0/96" is everybody: name the addresses that the proxy asks from',
    ),
    (
        "monitor.toml",
        "",
        '[web]\nproxy_header = "X User"\n',
        'monitor.toml: [web] proxy_header: "X User" is not the name of a header',
    ),
    (
        "monitor.toml",
        "",
        '[polling]\nquickest = "3h"\n',
        'monitor.toml: [polling] quickest: "3h" is longer than every = "15m"',
    ),
    (
        "monitor.toml",
        "",
        '[polling]\nslowest = "6m"\n',
        'monitor.toml: [polling] slowest: "6m" is shorter than every = "15m"',
    ),
    (
        "monitor.toml",
        "",
        '[delivery]\ntimeout = "1m"\n',
        'monitor.toml: [delivery] lease: "1m" must be longer than timeout = "1m"',
    ),
    (
        "feeds.toml",
        'language = "en"',
        'language = "ua"',
        'feeds.toml: feed[1] "kremlin-en": language: "ua" is a country; Ukrainian is "uk"',
    ),
    (
        "issues.toml",
        "keywords = { en",
        'keywords = { ua = ["x"], en',
        f'issues.toml: issue[1] "REL": keywords: ua: [key]: "ua" {UNREAD}',
    ),
    (
        "issues.toml",
        'language = "en"',
        'language = "eng"',
        f'issues.toml: issue[1] "REL": cue[1]: language: "eng" {UNREAD}',
    ),
    (
        "issues.toml",
        "keywords = { en",
        'keywords = { RU = ["x"], en',
        'issues.toml: issue[1] "REL": keywords: names one language twice',
    ),
    (
        "rules.toml",
        "a = { en",
        "a = { EN = 'ally', en",
        'rules.toml: wording[1] "partner-threat": a: names one language twice',
    ),
    ("feeds.toml", '"20m"', '"20 minutes"', f'feeds.toml: feed[1] "kremlin-en": every: {DURATION}'),
    ("feeds.toml", '"20m"', "20", f'feeds.toml: feed[1] "kremlin-en": every: {DURATION}'),
    (
        "feeds.toml",
        '"20m"',
        '"0s"',
        'feeds.toml: feed[1] "kremlin-en": every: a duration is longer than nothing and at most ten years',
    ),
    (
        "feeds.toml",
        '"20m"',
        '"2m"',
        'feeds.toml: feed[1] "kremlin-en": every: "2m" is shorter than [polling] at_least = "5m" in monitor.toml',
    ),
    (
        "feeds.toml",
        "primary = true",
        'primary = "yes"',
        'feeds.toml: feed[1] "kremlin-en": primary: must be true or false, without quotes',
    ),
    (
        "feeds.toml",
        '"en"',
        '"english"',
        'feeds.toml: feed[1] "kremlin-en": language: must be a language code of two or three letters, like "en"',
    ),
    (
        "feeds.toml",
        'outlet = "Kremlin"',
        "outlet = 3",
        'feeds.toml: feed[1] "kremlin-en": outlet: must be text in quotes',
    ),
    ("feeds.toml", 'id = "bbc"', 'id = "kremlin-en"', 'feeds.toml: feed[2] "kremlin-en": id: is taken by feed[1]'),
    (
        "feeds.toml",
        "primary = true",
        'primary = true\nspeaks_for = "RU-Presidnt"',
        'feeds.toml: feed[1] "kremlin-en": speaks_for: "RU-Presidnt" is not known; did you mean "RU-President"?',
    ),
    (
        "actors.toml",
        'bloc = "NATO"\ncountry',
        'bloc = "NAT"\ncountry',
        'actors.toml: office[1] "NATO-SG": bloc: "NAT" is not known; did you mean "NATO"?',
    ),
    ("actors.toml", "level = 5", "level = 6", 'actors.toml: office[1] "NATO-SG": level: must be at most 5'),
    (
        "actors.toml",
        "level = 5",
        "level = true",
        'actors.toml: office[1] "NATO-SG": level: must be a whole number, without quotes',
    ),
    (
        "actors.toml",
        'titles = ["NATO chief"]',
        'titles = "NATO chief"',
        'actors.toml: office[1] "NATO-SG": titles: must be a list: [...]',
    ),
    (
        "actors.toml",
        'metonyms = ["Moscow"]',
        'metonyms = ["nato chief"]',
        (
            'actors.toml: office[2] "RU-President": titles: "nato chief" belongs to office[1] "NATO-SG" too; '
            "a title or metonym must lead to one office"
        ),
    ),
    (
        "actors.toml",
        'id = "putin"',
        'id = "stoltenberg"',
        'actors.toml: person[2] "stoltenberg": id: is taken by person[1]',
    ),
    (
        "actors.toml",
        '"Putin"',
        '"stoltenberg"',
        (
            'actors.toml: person[2] "putin": aliases: "stoltenberg" belongs to person[1] "stoltenberg" too; '
            "a name must lead to one person"
        ),
    ),
    (
        "actors.toml",
        'office = "NATO-SG"',
        'office = "NATO-GS"',
        'actors.toml: person[1] "stoltenberg": terms[1] "NATO-GS": office: "NATO-GS" is not known; did you mean "NATO-SG"?',
    ),
    (
        "actors.toml",
        "until = 2024-10-01",
        "until = 2013-10-01",
        'actors.toml: person[1] "stoltenberg": terms[1] "NATO-SG": until: 2013-10-01 is not after since = 2014-10-01',
    ),
    (
        "actors.toml",
        "since = 2014-10-01",
        'since = "last year"',
        'actors.toml: person[1] "stoltenberg": terms[1] "NATO-SG": since: must be a date like 2023-01-15',
    ),
    ("issues.toml", "weight = 0.6", "weight = 1.5", 'issues.toml: issue[1] "REL": weight: must be at most 1'),
    ("issues.toml", "weight = 0.6", "weight = nan", 'issues.toml: issue[1] "REL": weight: must be a finite number'),
    ("issues.toml", '"0" = "if"', '"3" = "if"', f'issues.toml: issue[1] "REL": axis: "3" is not a level; {LEVEL}'),
    ("issues.toml", '"0" = "if"', '"2" = "if"', 'issues.toml: issue[1] "REL": axis: names one level twice'),
    ("issues.toml", "level = -2", "level = -3", f'issues.toml: issue[1] "REL": cue[1]: level: {LEVEL}'),
    (
        "issues.toml",
        "NATO = -1, RU",
        "NATO = -1, RUS",
        'issues.toml: issue[1] "REL": hardening_sign: "RUS" is not known; did you mean "RU"?',
    ),
    (
        "issues.toml",
        "NATO = -1,",
        "NATO = -2,",
        'issues.toml: issue[1] "REL": hardening_sign: NATO: must be at least -1',
    ),
    (
        "issues.toml",
        "'no way back'",
        "'no (way back'",
        (
            'issues.toml: issue[1] "REL": cue[1]: pattern: is not a regular expression: '
            "missing ), unterminated subpattern at position 3"
        ),
    ),
    (
        "issues.toml",
        "'no way back'",
        "'(?<!no )way back'",
        (
            'issues.toml: issue[1] "REL": cue[1]: pattern: a space stands for any white space, so it cannot stand there: '
            "look-behind requires fixed-width pattern; write \\s for one"
        ),
    ),
    (
        "issues.toml",
        "'no way back'",
        "'no way|'",
        'issues.toml: issue[1] "REL": cue[1]: pattern: matches the empty text, so it would match everywhere',
    ),
    (
        "issues.toml",
        "weight = 0.6",
        'weight = 0.6\nneeds = [["opponnt"]]',
        'issues.toml: issue[1] "REL": needs: "opponnt" is not known; did you mean "opponent"?',
    ),
    (
        "issues.toml",
        "level = -2",
        'level = -2\nblocs = ["NATOO"]',
        'issues.toml: issue[1] "REL": cue[1]: blocs: "NATOO" is not known; did you mean "NATO"?',
    ),
    (
        "issues.toml",
        'blocs = ["RU"]',
        'blocs = ["XX"]',
        'issues.toml: side[1] "east": blocs: "XX" is not known; known are NATO, RU',
    ),
    (
        "issues.toml",
        "opponents = []",
        'opponents = ["eats"]',
        'issues.toml: side[1] "east": opponents: "eats" is not known; did you mean "east"?',
    ),
    (
        "baseline/seed.toml",
        "as_of = 2023-01-15\n",
        "",
        "baseline/seed.toml: as_of: baseline has no date; write the day it describes, as_of = 2023-01-15",
    ),
    (
        "baseline/seed.toml",
        "level = -2\n",
        "",
        'baseline/seed.toml: position[1] "B01": level: is missing; a row with use = "position" needs one from −2 to +2',
    ),
    ("baseline/seed.toml", "level = -2", "level = 3", f'baseline/seed.toml: position[1] "B01": level: {LEVEL}'),
    (
        "baseline/seed.toml",
        'office = "NATO-SG"\n',
        "",
        'baseline/seed.toml: position[1] "B01": office: is missing; a row with use = "position" is the line of an office',
    ),
    (
        "baseline/seed.toml",
        'office = "NATO-SG"',
        'office = "RU-President"',
        'baseline/seed.toml: position[1] "B01": bloc: is "NATO", but RU-President belongs to "RU"',
    ),
    (
        "baseline/seed.toml",
        'issue = "REL"',
        'issue = "RELS"',
        'baseline/seed.toml: position[1] "B01": issue: "RELS" is not known; did you mean "REL"?',
    ),
    (
        "baseline/seed.toml",
        'use = "position"',
        'use = "postion"',
        (
            'baseline/seed.toml: position[1] "B01": use: must be one of position, condition, bloc, provisional, expert, emphasis, frame; '
            'did you mean "position"?'
        ),
    ),
    (
        "baseline/seed.toml",
        'id = "B02"',
        'id = "B01"',
        'baseline/seed.toml: position[2] "B01": id: is taken by another position',
    ),
    (
        "rules.toml",
        'issue = "REL"',
        'issue = "DIA"',
        'rules.toml: wording[1] "partner-threat": issue: "DIA" is not known; known are REL',
    ),
    (
        "rules.toml",
        "b = { en",
        "b = { ru",
        'rules.toml: wording[1] "partner-threat": a and b must be given in the same languages',
    ),
]

# (file, whole text, the line without "config/")
TEXTS = [
    (
        "monitor.toml",
        '[chat]\nquiet = "22-7"',
        'monitor.toml: [chat] quiet: a time of day is written "HH:MM", like "08:00"',
    ),
    (
        "monitor.toml",
        '[chat]\nmention = ["@maria"]',
        'monitor.toml: [chat] mention[1]: "@maria" is not the ID of a user (U…) or of a user group (S…)',
    ),
    (
        "monitor.toml",
        '[chat]\nhealth = "#alerts"',
        'monitor.toml: [chat] health: "#alerts" is not a channel\'s ID like C0123456789 (channel details, at the end)',
    ),
    (
        "monitor.toml",
        '[[chat.route]]\nchannel = "C0123456"\nblocs = ["NATOO"]',
        'monitor.toml: [chat] route[1] "C0123456": blocs: "NATOO" is not known; did you mean "NATO"?',
    ),
    (
        "monitor.toml",
        '[[notify.target]]\nname = "desk"\nsecret = "mailto://user:pw@host"',
        "monitor.toml: [notify] target[1]: secret: names the environment variable that holds the address, like NOTIFY_DESK; the address itself is a secret",
    ),
    (
        "monitor.toml",
        '[[notify.target]]\nname = "desk"\nsecret = "N_DESK"\n[[notify.target]]\nname = "desk"\nsecret = "N_TWO"',
        'monitor.toml: [notify] target[2] "desk": the name is taken by another target; give it one of its own',
    ),
    (
        "monitor.toml",
        '[[chat.route]]\nchannel = "C0123456"\n[[chat.route]]\nchannel = "C0123457"',
        'monitor.toml: [chat] route[2] "C0123457": is never reached: route[1] takes every alert; put that one last',
    ),
    (
        "monitor.toml",
        '[chat]\nquiet_days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]',
        "monitor.toml: [chat] quiet_days: every day is quiet, so that nothing would be told; leave one out",
    ),
    ("monitor.toml", '[polling]\nevry = "5m"', 'monitor.toml: [polling] evry: not a known key; did you mean "every"?'),
    ("monitor.toml", "[poling]", 'monitor.toml: poling: not a known key; did you mean "polling"?'),
    ("monitor.toml", "per_week = 3", "monitor.toml: per_week: not a known key; it belongs in [alerts]"),
    ("monitor.toml", "polling = 3", "monitor.toml: polling: must be a table of keys"),
    (
        "monitor.toml",
        '[polling]\nevery = "1m"',
        'monitor.toml: [polling] every: "1m" is shorter than [polling] at_least = "5m" in monitor.toml',
    ),
    (
        "monitor.toml",
        '[polling]\nat_most = "10m"',
        'monitor.toml: [polling] at_most: "10m" is shorter than every = "15m"',
    ),
    ("monitor.toml", "[alerts]\nper_week = -1", "monitor.toml: [alerts] per_week: must be at least 0"),
    (
        "monitor.toml",
        '[alerts]\nper_week = "5"',
        "monitor.toml: [alerts] per_week: must be a whole number, without quotes",
    ),
    (
        "monitor.toml",
        "[alerts]\nfalse_alarms_per_week = 0",
        "monitor.toml: [alerts] false_alarms_per_week: must be more than 0",
    ),
    (
        "monitor.toml",
        "[alerts]\nfalse_alarms_per_week = inf",
        "monitor.toml: [alerts] false_alarms_per_week: must be a finite number",
    ),
    ("monitor.toml", '[alerts]\nfirst_poll = "loud"', "monitor.toml: [alerts] first_poll: must be one of quiet"),
    (
        "monitor.toml",
        '[digest]\nweekday = "mondy"',
        'monitor.toml: [digest] weekday: must be a day of the week in English; did you mean "monday"?',
    ),
    (
        "monitor.toml",
        '[digest]\nat = "8:00"',
        'monitor.toml: [digest] at: a time of day is written "HH:MM", like "08:00"',
    ),
    (
        "monitor.toml",
        '[digest]\nat = "24:00"',
        'monitor.toml: [digest] at: a time of day is written "HH:MM", like "08:00"',
    ),
    (
        "monitor.toml",
        '[digest]\ntimezone = "Europe/Brusels"',
        'monitor.toml: [digest] timezone: "Europe/Brusels" is not a known time zone; did you mean "Europe/Brussels"?',
    ),
    (
        "monitor.toml",
        '[web]\nlisten = "8080"',
        'monitor.toml: [web] listen: must be "host:port", like "127.0.0.1:8080"; port 0 takes any free one',
    ),
    (
        "monitor.toml",
        '[web]\nlisten = "localhost:70000"',
        'monitor.toml: [web] listen: must be "host:port", like "127.0.0.1:8080"; port 0 takes any free one',
    ),
    ("monitor.toml", "[baseline]\nrolling_days = 0", "monitor.toml: [baseline] rolling_days: must be at least 1"),
    (
        "monitor.toml",
        '[digest]\nat "08:00"',
        "monitor.toml: line 2, column 4: is not valid TOML: expected '=' after a key in a key/value pair",
    ),
    ("monitor.toml", '[digest]\nat = "08:00', "monitor.toml: end of the file: is not valid TOML: unterminated string"),
    ("monitor.toml", b"[web]\nlisten = '\xff'", "monitor.toml: is not UTF-8 text (byte 17); save it as UTF-8"),
    ("rules.toml", "[detect]\nepsilon = 1.0", "rules.toml: [detect] epsilon: must be less than 1"),
    ("rules.toml", "[baseline]\nsettled_at = 5", "rules.toml: [baseline] settled_at: is less than provisional_at = 10"),
    ("rules.toml", '[merge]\nstale = "3d"', 'rules.toml: [merge] stale: is shorter than fresh = "1w"'),
    (
        "rules.toml",
        '[new_wording]\nbefore = "3w"\nweeks = 3',
        'rules.toml: [new_wording] before = "3w": is shorter than the two windows that are held against it',
    ),
    (
        "rules.toml",
        '[new_wording]\nbefore = "366d"',
        'rules.toml: [new_wording] before = "366d": is longer than "365d", beyond which nobody knows which feeds were away',
    ),
    (
        "rules.toml",
        "[new_wording]\nweeks = 26",
        'rules.toml: [new_wording] weeks: 26 weeks do not fit into before = "180d"',
    ),
    (
        "rules.toml",
        '[new_wording]\nagain = "13d"',
        'rules.toml: [new_wording] again: is shorter than window = "2w": the same words would be told every week',
    ),
    (
        "rules.toml",
        "[new_wording]\nz = 4.0\nz_each = 5.0",
        "rules.toml: [new_wording] z_each: is more than z = 4.0, which both windows together must reach",
    ),
    (
        "rules.toml",
        "[theme]\nnear = 0.6\nsame = 0.5",
        "rules.toml: [theme] same: is less than near = 0.6",
    ),
    (
        "rules.toml",
        '[new_wording]\nagain = "366d"',
        'rules.toml: [new_wording] again: is longer than "365d", after which alerts may be pruned',
    ),
    ("rules.toml", "[new_wording]\nfalse_share = 1.0", "rules.toml: [new_wording] false_share: must be less than 1"),
    ("rules.toml", "[wording]\nid = 'x'", "rules.toml: wording: must be written [[wording]], one table a row"),
    ("feeds.toml", '[feed]\nid = "x"', "feeds.toml: feed: must be written [[feed]], one table a row"),
    ("moniter.toml", "", 'moniter.toml: not a known file; did you mean "monitor.toml"?'),
]

MISSING = [
    ("feeds.toml", "one [[feed]] table a feed, each with id and url"),
    ("actors.toml", "[blocs], [[office]] and [[person]] tables"),
    ("issues.toml", "one [[issue]] table an issue"),
    ("baseline/seed.toml", "name, as_of and one [[position]] table a line of an actor"),
]


@pytest.mark.parametrize(("name", "old", "new", "line"), EDITS)
def test_a_wrong_value_gives_exactly_its_line(tmp_path: Path, name: str, old: str, new: str, line: str) -> None:
    folder = write_folder(tmp_path, {name: edited(name, old, new)})

    assert problems_of(folder) == [f"config/{line}"]


@pytest.mark.parametrize(("name", "text", "line"), TEXTS)
def test_a_wrong_file_gives_exactly_its_line(tmp_path: Path, name: str, text: str | bytes, line: str) -> None:
    folder = write_folder(tmp_path, {name: text})

    assert problems_of(folder) == [f"config/{line}"]


@pytest.mark.parametrize(("name", "purpose"), MISSING)
def test_a_missing_file_says_what_to_write(tmp_path: Path, name: str, purpose: str) -> None:
    folder = write_folder(tmp_path, {name: None})

    assert problems_of(folder) == [f"config/{name}: is missing; write it with {purpose}, or copy the one that ships"]


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "config"

    assert problems_of(folder) == [
        "config: no such folder; name yours with --config DIR, or copy the config/ that ships"
    ]


def test_mistakes_in_several_files_are_named_together(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        {
            "monitor.toml": "[web]\nlistn = 1",
            "feeds.toml": SOUND["feeds.toml"].replace("every", "evry").replace("https:", "gopher:"),
            "baseline/seed.toml": edited("baseline/seed.toml", "NATO-SG", "NATO-SQ"),
        },
    )

    assert problems_of(folder) == [
        'config/monitor.toml: [web] listn: not a known key; did you mean "listen"?',
        'config/feeds.toml: feed[1] "kremlin-en": evry: not a known key; did you mean "every"?',
        'config/feeds.toml: feed[2] "bbc": url: must be an address that begins with http:// or https:// and names a host',
        'config/baseline/seed.toml: position[1] "B01": office: "NATO-SQ" is not known; did you mean "NATO-SG"?',
    ]


def test_a_file_that_cannot_be_read_does_not_make_references_to_it_mistakes(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"actors.toml": "=", "issues.toml": "="})

    assert [problem.split(":")[0] for problem in problems_of(folder)] == ["config/actors.toml", "config/issues.toml"]


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"monitor.toml": None})
    (folder / "monitor.toml").mkdir()

    assert problems_of(folder) == ["config/monitor.toml: cannot be read: Is a directory"]


def test_an_office_id_given_twice_is_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"actors.toml": edited("actors.toml", 'id = "RU-President"', 'id = "NATO-SG"')})

    assert 'config/actors.toml: office[2] "NATO-SG": id: is taken by office[1]' in problems_of(folder)


def test_a_value_is_never_repeated_where_a_key_is_unknown(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"monitor.toml": 'slack_bot_token = "xoxb-123"'})

    assert "xoxb" not in "".join(problems_of(folder))
