"""Pictures as files of Slack's: a file carries no metadata of ours, so the key of its message travels in its name."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from monitor.alerts.slack_client import ask
from monitor.alerts.slack_errors import is_gone
from monitor.alerts.wording import cut
from monitor.errors import NotifyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.web import WebClient

    from monitor.alerts.pace import Pace
    from monitor.types import Picture, Sent

SCOPE = "files:write"
NO_PICTURES = (
    f"Slack: pictures cannot be shown, since the app lacks the scope {SCOPE}: add it (OAuth & Permissions) and install "
    "the app again, or write pictures = false under [chat] in monitor.toml; alerts and digests go out all the same"
)
LONGEST_TITLE, LONGEST_ALT = 150, 1_000


class SlackGallery:
    """The `Gallery` in a thread of Slack's."""

    def __init__(self, client: WebClient, pace: Pace) -> None:
        self._client, self._pace = client, pace

    def show(self, pictures: Sequence[Picture], thread: Sent, key: str) -> Sent:
        """Uploads them as one message of the thread; nothing where that was deleted. Raises NotifyError."""
        try:
            self._upload(pictures, thread, key)
        except NotifyError as error:
            if error.code == "missing_scope":
                words = NO_PICTURES
                raise NotifyError(words, outcome="not_sent", retry_after=error.retry_after, code=error.code) from error
            if not is_gone(error):
                raise
        return thread

    def _upload(self, pictures: Sequence[Picture], thread: Sent, key: str) -> None:
        files = [_upload(picture, key) for picture in pictures]
        try:
            with self._pace.turn():
                ask(self._client.files_upload_v2, file_uploads=files, channel=thread.channel, thread_ts=thread.ts)
        except TypeError as error:  # slack_sdk counts the files of an answer that has none
            raise NotifyError("an answer that is not Slack's", outcome="unknown") from error


def _upload(picture: Picture, key: str) -> dict[str, Any]:
    """One of the `file_uploads` of files_upload_v2."""
    return {
        "content": picture.png,
        "filename": f"{_mark(key)}-{picture.name}.png",
        "title": cut(picture.title, LONGEST_TITLE),
        "alt_txt": cut(picture.alt, LONGEST_ALT),
    }


def is_of(name: str, key: str) -> bool:
    """Whether a file of that name is of the message with that key."""
    return name.startswith(f"{_mark(key)}-")


def _mark(key: str) -> str:
    return f"monitor-{sha256(key.encode()).hexdigest()[:16]}"
