"""Bytes that go: out of reach first, under another name of the same bucket, and deleted for good later.

A door that is told "it is there already" (412) stores nothing, so what is deleted just then would be lost. From its name
under `set-aside/` it can be brought back as long as that may still turn out. Only `erase` takes it from there, and nothing
but `set_aside` takes it from its place: so of two who do both at the same time, neither deletes the other's only copy.
"""

from urllib.parse import quote

from shared.errors import TransientError
from shared.vault.wire import Bucket

ASIDE = "set-aside/"

_MISSING = 404
_SUCCESS = 2


class SettingAside:
    """Sets blobs aside, brings them back, and erases them. Each may be done again."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        """`name` is the bucket's."""
        self._bucket = bucket
        self._name = name

    async def set_aside(self, sha256: str) -> None:
        """Take a blob out of everybody's reach; nothing where it is not there. Raises `TransientError`."""
        if await self._copy(sha256, ASIDE + sha256):
            await self._delete(sha256)

    async def bring_back(self, sha256: str) -> bool:
        """Put a blob where it was, if it was set aside and is not there; whether that was done. Raises `TransientError`."""
        return not await self._is_there(sha256) and await self._copy(ASIDE + sha256, sha256)

    async def erase(self, sha256: str) -> None:
        """Delete what was set aside, for good. Raises `TransientError`."""
        await self._delete(ASIDE + sha256)

    async def _is_there(self, key: str) -> bool:
        async with self._bucket.request("HEAD", key, {}) as answer:
            if answer.status // 100 != _SUCCESS and answer.status != _MISSING:
                raise TransientError(f"vault answered {answer.status} to a look")
            return answer.status != _MISSING

    async def _copy(self, source: str, target: str) -> bool:
        """Whether there was something to copy."""
        headers = {"Content-Length": "0", "x-amz-copy-source": quote(f"/{self._name}/{source}")}
        async with self._bucket.request("PUT", target, headers) as answer:
            body = await answer.read()
            if answer.status == _MISSING and b"NoSuchBucket" not in body:
                return False
            # A copy may fail after its 200 was sent, and says so in its body.
            if answer.status // 100 != _SUCCESS or b"<Error>" in body:
                raise TransientError(f"vault answered {answer.status} to a copy")
            return True

    async def _delete(self, key: str) -> None:
        async with self._bucket.request("DELETE", key, {}) as answer:
            if answer.status // 100 != _SUCCESS and answer.status != _MISSING:
                raise TransientError(f"vault answered {answer.status} to a deletion")
