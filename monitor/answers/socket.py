"""Hears what people do in Slack, over a connection that we open ourselves. The only file that imports slack_sdk's socket_mode.

Slack wants to know within three seconds that a click arrived, whatever the passes do: each request is taken in a thread
of its own, and acknowledged when it was done or after a second and a half, whichever is first.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as NotYet
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from monitor.alerts.slack_client import NO_ANSWER, make_client, quiet_logger
from monitor.alerts.slack_errors import explain
from monitor.answers.requests import read_request
from monitor.errors import StoreError
from monitor.types import SignOfLife

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from slack_sdk.socket_mode.client import BaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from monitor.answers.desk import Desk
    from monitor.answers.requests import Request

logger = logging.getLogger(__name__)

SIGN = "Slack answers"
"""The name of its sign of life."""
DONE_WITHIN = 1.5
WATCH = 2.0
"""Seconds between looks whether the connection is there."""
LONGEST_PAUSE = 60.0
TELL_EVERY = 30.0
HANDS = 8
DRAIN = 5.0
"""Seconds that what was acknowledged gets to be done when the service is told to stop, before the passes get theirs."""
PINGS_MISSED = 6
READS_FOR = 0.5
"""Seconds that the SDK's reader may wait on a line: it goes on waiting on one that was replaced, three seconds by default,
and a click on the new line would be acknowledged too late."""


class SlackSocket:
    """Keeps one connection open. `note` is told how it is, now and then and at each change."""

    def __init__(
        self,
        app_token: str,
        desk: Desk,
        *,
        base_url: str | None,
        timeout: timedelta,
        note: Callable[[SignOfLife], None],
        ping: float = 5.0,
    ) -> None:
        web = make_client(None, base_url=base_url, timeout=timeout)
        self._client = SocketModeClient(app_token, logger=quiet_logger(), web_client=web, ping_interval=ping)
        self._client.proxy = None
        self._client.socket_mode_request_listeners.append(self._hear)
        self._desk, self._note = desk, note
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="answers")
        self._under_way: dict[Future[None], Request] = {}
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="slack-socket", daemon=True)
        self._problem: str | None = "not connected yet"
        self._session, self._opened = "", 0.0
        self._since = self._told = datetime.now(UTC)

    @property
    def problem(self) -> str | None:
        """Why nobody is heard; None while the connection stands."""
        return self._problem

    def start(self) -> None:
        self._watcher.start()

    def stop(self) -> None:
        self._stop.set()
        self._watcher.join(timeout=5)
        self._client.close()
        # The SDK may have been connecting anew meanwhile, and then holds a line that it does not close.
        self._client.disconnect()
        self._finish()

    def _finish(self) -> None:
        """Does what was acknowledged: nobody sends it again."""
        self._hands.shutdown(wait=False)
        wait([*self._under_way], timeout=DRAIN)
        for done, request in [*self._under_way.items()]:
            if done.cancel():
                logger.error("an answer of %s was not begun in %.0f s and is given up", request.user.id, DRAIN)
            elif not done.done():
                logger.error("an answer of %s did not end in %.0f s and is left to itself", request.user.id, DRAIN)

    # ------------------------------------------------------------ requests

    def _hear(self, client: BaseSocketModeClient, envelope: SocketModeRequest) -> None:
        request = read_request(envelope.type, envelope.payload)
        refused = self._desk.refusal(request) if request is not None else {}
        if request is not None and not refused:
            self._do(request)
        payload: dict[str, Any] | None = {"response_action": "errors", "errors": refused} if refused else None
        client.send_socket_mode_response(SocketModeResponse(envelope.envelope_id, payload))

    def _do(self, request: Request) -> None:
        """Waits for it a little, so that what was acknowledged is written down; what takes longer goes on by itself."""
        done = self._hands.submit(self._desk.take, request)
        self._under_way[done] = request
        done.add_done_callback(self._under_way.pop)
        done.add_done_callback(partial(self._note_bug, request))
        try:
            done.exception(timeout=DONE_WITHIN)
        except NotYet:
            logger.info("an answer of %s takes longer than %.1f s", request.user.id, DONE_WITHIN)

    def _note_bug(self, request: Request, done: Future[None]) -> None:
        """The desk answers for what it knows can go wrong; anything else is a bug, of which the person who waits is told as well."""
        error = None if done.cancelled() else done.exception()
        if error is not None:
            logger.error("bug: %s: %s", type(error).__name__, error, exc_info=error)
            self._desk.own_up(request)

    # ---------------------------------------------------------- connection

    def _watch(self) -> None:
        """Connects, and connects again: the SDK does so too, but gives up in silence where Slack cannot be reached."""
        pause = WATCH
        while not self._stop.is_set():
            self._set(self._connected())
            pause = WATCH if self._problem is None else min(pause * 2, LONGEST_PAUSE)
            self._stop.wait(pause)
        self._client.disconnect()

    def _connected(self) -> str | None:
        silent = self._is_silent()
        if self._client.is_connected() and not silent:
            return None
        try:
            self._client.connect_to_new_endpoint(force=silent)
        except NO_ANSWER as error:
            return explain(error)
        self._meet_session()
        return None if self._client.is_connected() else "Slack did not take the connection"

    def _is_silent(self) -> bool:
        """Whether a connection stands that answers no ping: the SDK does not see it where not even the first was answered."""
        session, now = self._client.current_session, time.time()
        if session is None or not session.is_active():
            return False
        self._meet_session()
        return now - (session.last_ping_pong_time or self._opened) > PINGS_MISSED * self._client.ping_interval

    def _meet_session(self) -> None:
        """Takes note of a new line, and lets nobody wait long on it."""
        session = self._client.current_session
        if session is not None and session.session_id != self._session:
            self._session, self._opened = session.session_id, time.time()
            if session.sock is not None:
                session.sock.settimeout(READS_FOR)

    def _set(self, problem: str | None) -> None:
        now = datetime.now(UTC)
        changed = problem != self._problem
        if changed:
            self._problem, self._since = problem, now
            logger.log(logging.WARNING if problem else logging.INFO, "%s: %s", SIGN, problem or "connected")
        if changed or (now - self._told).total_seconds() >= TELL_EVERY:
            self._told = now
            self._tell(now)

    def _tell(self, now: datetime) -> None:
        words = f"{self._problem or 'connected'} since {self._since:%Y-%m-%d %H:%M} UTC"
        try:
            self._note(SignOfLife(name=SIGN, at=now, well=self._problem is None, words=words))
        except StoreError as error:
            logger.warning("how the socket is could not be written down: %s", error)
