"""Sessions in MongoDB. What is there opens nothing: ids are hashed, tokens are sealed with what only the browser has."""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pymongo import ASCENDING, DESCENDING, IndexModel

from services.portal.model.session import Begun, Person, Renewal, Session
from shared.mongo.connection import Collection, Database, Record, store_errors

_NONCE = 12  # bytes, as AES-GCM wants them (NIST SP 800-38D, section 5.2.1.1)


class MongoSessions:
    """One document per session; the database removes it when its time is over.

    The key of a token is made of the settings' secret and the session's id, which is kept nowhere: neither the
    database nor the settings are enough to read a token, nor both together.
    """

    def __init__(self, database: Database, *, secret: str, accepted: str = "") -> None:
        """`accepted` is the next secret or the former one, while it is changed."""
        self._sessions: Collection = database["sessions"]
        self._secrets = [secret.encode(), *([accepted.encode()] if accepted else [])]

    async def create_indexes(self) -> None:
        """Make the index by which the database forgets; does nothing where it is."""
        with store_errors():
            await self._sessions.create_indexes(
                [
                    IndexModel([("over_at", ASCENDING)], name="over_at", expireAfterSeconds=0),
                    IndexModel([("person.person_id", ASCENDING)], name="person"),
                ]
            )

    async def run(self) -> None:
        """See to the index, not before serving: whoever needs no session need not wait for this store."""
        await self.create_indexes()
        await asyncio.Event().wait()

    async def keep(self, session_id: str, session: Session) -> None:
        """Keep a new session, durably."""
        with store_errors():
            await self._sessions.insert_one({"_id": _hash(session_id), **self._record(session_id, session)})

    async def find(self, session_id: str) -> Session | None:
        """The session with this id."""
        with store_errors():
            found = await self._sessions.find_one({"_id": _hash(session_id)})
        return self._session(session_id, found) if found else None

    async def see(self, session_id: str, seen_at: datetime, over_at: datetime) -> None:
        """Note when something was asked for last."""
        with store_errors():
            await self._sessions.update_one(
                {"_id": _hash(session_id)}, {"$set": {"seen_at": seen_at, "over_at": over_at}}
            )

    async def of(self, person_id: str, *, asking: str, now: datetime) -> Sequence[Begun]:
        """The sessions of a person that go on."""
        mine = {"person.person_id": person_id, "over_at": {"$gt": now}}
        with store_errors():
            found = await self._sessions.find(mine, {"token": 0}).sort("begun_at", DESCENDING).to_list(None)
        return [
            Begun(begun_at=one["begun_at"], seen_at=one["seen_at"], own=one["_id"] == _hash(asking)) for one in found
        ]

    async def end_others(self, session_id: str, person_id: str) -> int:
        """Forget all sessions of a person but this one."""
        with store_errors():
            ended = await self._sessions.delete_many({"person.person_id": person_id, "_id": {"$ne": _hash(session_id)}})
        return int(ended.deleted_count)

    async def claim(self, session_id: str, now: datetime, until: datetime) -> bool:
        """Whether whoever asks may renew a session; nobody else may before `until`."""
        free = {"_id": _hash(session_id), "claimed_until": {"$not": {"$gt": now}}}
        with store_errors():
            return bool((await self._sessions.update_one(free, {"$set": {"claimed_until": until}})).matched_count)

    async def renew(self, session_id: str, session: Session) -> None:
        """Keep what a session has become."""
        change = {"$set": self._record(session_id, session), "$unset": {"claimed_until": ""}}
        with store_errors():
            await self._sessions.update_one({"_id": _hash(session_id)}, change)

    async def end(self, session_id: str) -> None:
        """Forget a session."""
        with store_errors():
            await self._sessions.delete_one({"_id": _hash(session_id)})

    def _record(self, session_id: str, session: Session) -> Record:
        renewal = session.renewal
        return {
            "person": session.person.model_dump(mode="json"),
            "token": self._sealed(session_id, session.token, "token"),
            "begun_at": session.begun_at,
            "ends_at": session.ends_at,
            "seen_at": session.seen_at,
            "over_at": session.over_at,
            "renewal": {
                "secret": self._sealed(session_id, renewal.secret, "renewal"),
                "token_ends_at": renewal.token_ends_at,
            }
            if renewal
            else None,
        }

    def _session(self, session_id: str, record: Record) -> Session | None:
        kept = record.get("renewal")
        try:
            token = self._opened(session_id, record["token"], "token")
            secret = self._opened(session_id, kept["secret"], "renewal") if kept else ""
        except InvalidTag:
            # Sealed before the secret was changed: as good as signed out.
            return None
        return Session(
            person=Person.model_validate(record["person"]),
            token=token,
            begun_at=record["begun_at"],
            ends_at=record["ends_at"],
            seen_at=record["seen_at"],
            renewal=Renewal(secret=secret, token_ends_at=kept["token_ends_at"]) if kept else None,
        )

    def _sealed(self, session_id: str, text: str, what: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        cipher = _cipher(self._secrets[0], session_id)
        return nonce + cipher.encrypt(nonce, text.encode(), _bound(session_id, what))

    def _opened(self, session_id: str, sealed: bytes, what: str) -> str:
        """What was sealed. Raises `InvalidTag`."""
        nonce, text, bound = sealed[:_NONCE], sealed[_NONCE:], _bound(session_id, what)
        for secret in self._secrets:
            with suppress(InvalidTag):
                return _cipher(secret, session_id).decrypt(nonce, text, bound).decode()
        raise InvalidTag


def _cipher(secret: bytes, session_id: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"diwan session token")
    return AESGCM(derived.derive(secret + b"\n" + session_id.encode()))


def _hash(session_id: str) -> str:
    return sha256(session_id.encode()).hexdigest()


def _bound(session_id: str, what: str) -> bytes:
    """What a sealed text belongs to: it opens in no other place."""
    return f"{_hash(session_id)} {what}".encode()
