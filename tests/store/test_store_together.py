"""Several threads and processes on one database, and what a killed process leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.types import Reading, Sent
from tests.builders import alert, found_article, statement

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
CLAIM_ALL = """
import sys
from datetime import datetime, timedelta
from monitor.store import open_store

store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
while (delivery := store.claim_delivery(datetime.fromisoformat(sys.argv[2]), timedelta(seconds=60))) is not None:
    print(delivery.ref, flush=True)
"""
CLAIM_ONE_AND_WAIT = """
import sys, time
from datetime import datetime, timedelta
from monitor.store import open_store

store = open_store(sys.argv[1])
print(store.claim_delivery(datetime.fromisoformat(sys.argv[2]), timedelta(seconds=60)).id, flush=True)
time.sleep(60)
"""
WRITE_FOR_EVER = """
import sys
from monitor.store import open_store
sys.path.insert(0, sys.argv[2])
from tests.builders import found_article

store = open_store(sys.argv[1])
for number in range(1_000_000):
    store.add_articles([found_article(number * 50 + n) for n in range(50)])
    print(number, flush=True)
"""


def start(program, *arguments):
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_threads_that_read_and_write_lose_no_update(store):
    store.add_articles([found_article(1)])
    with ThreadPoolExecutor(4) as threads:
        counted = list(threads.map(lambda _: store.count_attempt("article-1", "read"), range(200)))

    assert sorted(counted) == list(range(1, 201))


def test_stores_of_several_processes_lose_no_update(url, open_at):
    stores = [open_at(url) for _ in range(4)]
    stores[0].add_articles([found_article(1)])
    with ThreadPoolExecutor(4) as threads:
        work = (stores[number % 4] for number in range(200))
        counted = list(threads.map(lambda store: store.count_attempt("article-1", "read"), work))

    assert sorted(counted) == list(range(1, 201))


def test_steps_that_read_before_they_write_wait_for_each_other(url, open_at):
    stores = [open_at(url) for _ in range(4)]
    stores[0].add_articles([found_article(number) for number in range(200)])

    def save(number):
        reading = Reading(article_id=f"article-{number}", language="en", genre="news", statements=(statement(),))
        stores[number % 4].save_reading(reading, copy_of=None, now=NOW)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(save, range(200)))

    assert stores[0].counts()["statements"] == 200


def test_the_same_articles_found_by_several_at_once_are_new_once(url, open_at):
    stores = [open_at(url) for _ in range(4)]
    found = [found_article(number) for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        new = list(threads.map(lambda store: store.add_articles(found), stores))

    assert sum(new) == 40


def test_the_same_alert_raised_by_several_at_once_is_sent_once(url, open_at):
    stores = [open_at(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        new = list(threads.map(lambda store: store.add_alerts([alert()], NOW), stores))

    assert sum(new) == 1
    assert stores[0].backlog(NOW).undelivered == 1


def test_two_processes_never_claim_the_same_message(url, store):
    names = [f"al-{number}" for number in range(60)]
    store.add_alerts([alert(id=name, key=name) for name in names], NOW)
    processes = [start(CLAIM_ALL, url, NOW.isoformat()) for _ in range(2)]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    claimed = [process.communicate(timeout=60)[0].split() for process in processes]

    assert sorted(claimed[0] + claimed[1]) == sorted(names)
    assert all(process.returncode == 0 for process in processes)


def test_a_message_claimed_by_a_killed_process_is_given_out_again_to_be_looked_up(url, store):
    store.add_alerts([alert()], NOW)
    child = start(CLAIM_ONE_AND_WAIT, url, NOW.isoformat())
    claimed = int(child.stdout.readline())
    kill(child)

    assert store.claim_delivery(NOW + LEASE, LEASE) is None
    again = store.claim_delivery(NOW + 2 * LEASE, LEASE)
    assert (again.id, again.state, again.attempts, again.started_at) == (claimed, "sending", 2, NOW)
    store.mark_sent(again.id, Sent(channel="C", ts="1"), NOW)
    assert store.backlog(NOW).undelivered == 0


def test_a_process_killed_while_it_writes_leaves_whole_steps(url, store):
    child = start(WRITE_FOR_EVER, url, str(Path(__file__).parents[2]))
    while int(child.stdout.readline()) < 5:
        pass
    kill(child)

    articles, unread = store.counts()["articles"], store.backlog(NOW).unread
    assert articles >= 300
    assert (articles % 50, unread) == (0, articles)
    assert store.add_articles([found_article(-1)]) == 1
