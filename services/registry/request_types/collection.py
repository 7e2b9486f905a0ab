"""All request types together: an immutable mapping that also knows mailboxes and keywords."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from typing_extensions import override

from services.registry.request_types.model import RequestType
from shared.arabic import Phrases

GENERAL: Final = "general-correspondence"
"""The type of a letter that is of no other type; always there."""

GOVERNMENT: Final = "government-correspondence"
"""The type of a letter from another government body, when there is one."""


class RequestTypes(Mapping[str, RequestType]):
    """Request types by code, in the order given, retired ones among them: matters that have one stay readable."""

    def __init__(self, types: Iterable[RequestType], *, older: Iterable[RequestType] = ()) -> None:
        """`older` are what versions before said, by which matters may still be judged."""
        self._by_code: Mapping[str, RequestType] = MappingProxyType({one.code: one for one in types})
        self._offered = tuple(one for one in self._by_code.values() if one.active)
        self._older = {(one.code, one.version): one for one in older}
        # An address of a retired type is still whose it was, unless another type has it by now.
        with_mailbox = [one for one in self._by_code.values() if one.mailbox is not None]
        self._ever = {one.mailbox: one for one in sorted(with_mailbox, key=lambda one: one.active)}
        self._by_mailbox = {one.mailbox: one for one in self._offered if one.mailbox is not None}
        self._keywords = Phrases((phrase, one.code) for one in self._offered for phrase in one.phrases.values())

    @override
    def __getitem__(self, code: str) -> RequestType:
        return self._by_code[code]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    @override
    def __len__(self) -> int:
        return len(self._by_code)

    @property
    def offered(self) -> Sequence[RequestType]:
        """Those that are not retired."""
        return self._offered

    def offers(self, code: str) -> bool:
        """Whether there is such a type that is not retired."""
        return code in self._by_code and self._by_code[code].active

    def judging(self, code: str | None, version: int | None) -> RequestType | None:
        """What a matter of this type is judged by: the version that it was opened under, where that is known."""
        if code is None:
            return None
        return self._older.get((code, version or 0)) or self._by_code.get(code)

    @property
    def keywords(self) -> Phrases[str]:
        """The keywords and titles of the types that are offered, each owned by its type's code."""
        return self._keywords

    def by_mailbox(self, address: str) -> RequestType | None:
        """The type that an address belongs to, whatever its capitals and without what stands behind a `+`."""
        return self._by_mailbox.get(_plain(address))

    def is_confidential(self, *, stated: str | None, mailbox: str) -> bool:
        """Whether something is confidential before anybody has read it: by what its sender said, or where it came."""
        said, addressed = self._by_code.get(stated or ""), self._ever.get(_plain(mailbox))
        by_mailbox = addressed is not None and (addressed.confidential or addressed.confidential_mailbox)
        return by_mailbox or (said is not None and said.confidential)


def _plain(address: str) -> str:
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
