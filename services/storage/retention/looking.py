"""What is due, as administrators see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.storage.ports import Documents
from services.storage.retention.classing import Classing
from services.storage.retention.model import Count, Due, KeptMatter, Span, due, spans
from services.storage.retention.naming import Naming
from services.storage.retention.ports import KeptMatters, Place
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMatter:
    """A matter that is due, and what there is of it: how many documents, and their bytes."""

    due: Due
    documents: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """A page of what is due. `unclassed` are request types that name a class which there is not: nothing of them is due."""

    matters: Sequence[DueMatter]
    counts: Sequence[Count]
    unclassed: Mapping[str, str]
    next: Place | None


class Looking:
    """Finds what is due."""

    def __init__(
        self, *, matters: KeptMatters, documents: Documents, classing: Classing, naming: Naming, clock: Clock
    ) -> None:
        self._matters = matters
        self._documents = documents
        self._classing = classing
        self._naming = naming
        self._clock = clock

    async def page(
        self, class_code: str | None, after: Place | None, limit: int, *, cleared: bool, counted: bool = True
    ) -> DuePage:
        """What is due of one class or of all, from a place on; if `counted`, with counts of everything. Raises `TransientError`."""
        now = self._clock.now()
        classes, named = await self._classing.classes(), await self._naming.refresh()
        all_spans = spans(classes, named, await self._matters.types(), now)
        asked = [one for one in all_spans if class_code in (None, one.class_code)]
        found = await self._matters.due(asked, after, limit, cleared=cleared)
        matters: list[DueMatter] = []
        for _, matter in found:
            if (why := due(matter, classes, named, now)) is not None:
                kept = [one for one in await self._documents.of_submission(matter.submission_id) if not one.disposed_at]
                matters.append(DueMatter(due=why, documents=len(kept), size=sum(one.size for one in kept)))
        last = found[-1] if len(found) == limit else None
        return DuePage(
            matters=matters,
            counts=await self._matters.counts(all_spans, cleared=cleared) if counted else (),
            unclassed={code: name for code, name in named.items() if name not in classes.by_code},
            next=None if last is None else _place(*last),
        )


def _place(span: Span, matter: KeptMatter) -> Place:
    return (matter.closed_at if span.counted_from == "closed" else matter.received_at), matter.submission_id
