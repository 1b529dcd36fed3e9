"""A second opinion from any endpoint that speaks OpenAI's chat completions. Imports aiohttp as a client, as feeds/fetch.py does.

No message repeats what the server wrote: an error page may hold the key. Redirects are not followed: they would carry it elsewhere.
"""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp

from monitor.errors import OpinionError
from monitor.models.llm_answer import RejectedAnswerError, agreed, out_of_reach, read_answer
from monitor.models.llm_prompt import request_body

if TYPE_CHECKING:
    from monitor.models.llm_answer import Answer
    from monitor.types import Opinion, OpinionSettings, Question

logger = logging.getLogger(__name__)

_MOST_BYTES = 256 * 1024
_LONGEST_PAUSE = timedelta(hours=1)
_UNKNOWN_FORMAT = (400, 415, 422, 501)
"""How servers refuse a response_format that they do not have."""
_ADVICE = {
    401: "it refused the key; check LLM_API_KEY",
    403: "it refused the key; check LLM_API_KEY",
    404: "it does not know the model or the address; check LLM_MODEL, and LLM_BASE_URL, which mostly ends in /v1",
    429: "too many requests, or its credit is used up",
}


class Endpoint(NamedTuple):
    """Where the model is; the key never leaves this object but into the request."""

    base_url: str
    model: str
    key: str | None

    def __repr__(self) -> str:
        return f"Endpoint({self.model})"


def is_endpoint(url: str) -> bool:
    """Whether it is an address to ask at: with a host, and without a user name or password, which would be a secret in it."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not (parts.username or parts.password)


class LlmJudge:
    """A SecondJudge. Asks until more than half of the votes agree, or cannot any more."""

    def __init__(self, endpoint: Endpoint, settings: OpinionSettings) -> None:
        self.name = endpoint.model
        self._url = f"{endpoint.base_url.rstrip('/')}/chat/completions"
        self._headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        self._votes = settings.votes
        self._seconds = settings.timeout.total_seconds()
        self._session: aiohttp.ClientSession | None = None
        self._structured = True

    async def ask(self, question: Question) -> Opinion:
        """The majority's opinion. Raises OpinionError."""
        answers: list[Answer] = []
        rejected = ""
        for turn in range(self._votes):
            try:
                answers.append(read_answer(await self._content(question, turn), question))
            except RejectedAnswerError as error:
                rejected = f", the last rejected: {error}"
                logger.info("answer %d of %s on %s is rejected: %s", turn + 1, self.name, question.ref, error)
            opinion = agreed(answers, votes=self._votes, model=self.name)
            if opinion is not None:
                return opinion
            if out_of_reach(answers, votes=self._votes, left=self._votes - turn - 1):
                break
        raise OpinionError(f"{self.name}: no side has more than half of {self._votes} answers{rejected}")

    async def close(self) -> None:
        """Ends the connections; asking again would open new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _content(self, question: Question, turn: int) -> str:
        """The words of one answer. A server that has no response_format is asked in plain words from then on."""
        if not self._structured:
            return _words(await self._post(request_body(question, model=self.name, turn=turn, structured=False)))
        status, body = await self._try(request_body(question, model=self.name, turn=turn, structured=True))
        if status in _UNKNOWN_FORMAT:
            content = _words(await self._post(request_body(question, model=self.name, turn=turn, structured=False)))
            self._structured = False
            return content
        return _words(_fine(status, body))

    async def _post(self, body: dict[str, Any]) -> bytes:
        return _fine(*await self._try(body))

    async def _try(self, body: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body; a refusal that names a time to come back is raised here. Raises OpinionError."""
        try:
            async with asyncio.timeout(self._seconds):
                async with self._open().post(
                    self._url, json=body, headers=self._headers, allow_redirects=False
                ) as response:
                    if response.status in (429, 503):
                        raise _refused(response.status, response.headers.get("Retry-After"))
                    return response.status, await _limited(response)
        except TimeoutError as error:
            raise OpinionError(f"gave no answer within {self._seconds:g} s", away=True) from error
        except aiohttp.ClientConnectorError as error:
            raise OpinionError("no connection; check LLM_BASE_URL", away=True, spent=False) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # ValueError: what the address and header writers raise for text that is neither
            raise OpinionError(f"the connection broke off ({type(error).__name__})", away=True) from error

    def _open(self) -> aiohttp.ClientSession:
        # On first use: aiohttp wants the loop that is running then.
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # Hours may lie between two questions: a kept connection is mostly closed by then, and a POST is not repeated.
                connector=aiohttp.TCPConnector(force_close=True),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
            )
        return self._session


async def _limited(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > _MOST_BYTES:
            raise OpinionError(f"its answer is longer than {_MOST_BYTES // 1024} KiB", away=True)
    return bytes(body)


def _fine(status: int, body: bytes) -> bytes:
    if 200 <= status < 300:
        return body
    raise _refused(status, None)


def _refused(status: int, retry_after: str | None) -> OpinionError:
    """What a status means and what to do; 400 and its like concern this one statement, all others the endpoint."""
    seconds = int(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else None
    pause = None if seconds is None else min(timedelta(seconds=min(seconds, 86400)), _LONGEST_PAUSE)
    advice = _ADVICE.get(status, "it does not take the request" if status < 500 else "it has trouble of its own")
    ours = status in (400, 413, 415, 422)
    return OpinionError(f"answered {status}: {advice}", away=not ours, spent=ours, retry_after=pause)


def _words(body: bytes) -> str:
    """The text of the first choice. Raises OpinionError where this is not the protocol."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise OpinionError("its answer is not that of a chat completion; check LLM_BASE_URL", away=True) from error
    return content if isinstance(content, str) else ""
