"""All request types together: an immutable mapping that also knows mailboxes and keywords."""

from collections.abc import Iterable, Iterator, Mapping
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
    """Request types by code, in the order given."""

    def __init__(self, types: Iterable[RequestType]) -> None:
        self._by_code: Mapping[str, RequestType] = MappingProxyType({one.code: one for one in types})
        self._by_mailbox = {one.mailbox: one for one in self._by_code.values() if one.mailbox is not None}
        self._keywords = Phrases(
            (phrase, one.code) for one in self._by_code.values() for phrase in one.phrases.values()
        )

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
    def keywords(self) -> Phrases[str]:
        """The keywords and titles of all types, each owned by its type's code."""
        return self._keywords

    def by_mailbox(self, address: str) -> RequestType | None:
        """The type that an address belongs to, whatever its capitals and without what stands behind a `+`."""
        local, at, domain = address.strip().lower().rpartition("@")
        return self._by_mailbox.get(f"{local.partition('+')[0]}{at}{domain}")

    def is_confidential(self, *, stated: str | None, mailbox: str) -> bool:
        """Whether something is confidential before anybody has read it: by what its sender said, or where it came."""
        said, addressed = self._by_code.get(stated or ""), self.by_mailbox(mailbox)
        by_mailbox = addressed is not None and (addressed.confidential or addressed.confidential_mailbox)
        return by_mailbox or (said is not None and said.confidential)
