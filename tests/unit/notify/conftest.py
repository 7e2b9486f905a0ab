"""One matter told in every way, for one fictitious ministry."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.notify.enclosing import Enclosing
from services.notify.limiting import AddressLimit
from services.notify.model import Notice, Stated, notices_for
from services.notify.model.telephone import Telephone
from services.notify.outbound import Outbound
from services.notify.rendering import Letterhead, Renderer, ShortTexts
from services.notify.service import Limits, Notify, Terms, Way
from shared.contracts.base import Requester
from shared.language import Language, Text, catalogue
from tests.unit.notify.examples import (
    FIELDS,
    MISSING,
    PDF,
    PLAN,
    answered,
    asked,
    closed,
    incomplete,
    opened,
    rejected,
    requester,
    routed,
    supplemented,
)
from tests.unit.notify.fakes import FakeBlobs, FakeClassifications, FakeNotices, MovableClock

pytest.register_assert_rewrite("tests.unit.notify.contract", "tests.unit.notify.reminders_contract")

Build = Callable[..., Stated]


@pytest.fixture(scope="session")
def events() -> Mapping[str, Build]:
    """A builder of the event behind each kind of notice; keyword arguments change single facts."""
    return MappingProxyType(
        {
            "received": opened,
            "unreadable": lambda **changes: opened(**({"readable": False, "subject": ""} | changes)),
            "incomplete": incomplete,
            "incomplete-form": lambda **changes: incomplete(
                **({"missing": (), "missing_fields": FIELDS, "remark": ""} | changes)
            ),
            "incomplete-mixed": lambda **changes: incomplete(
                **({"missing": MISSING[:1], "missing_fields": FIELDS[:1], "remark": ""} | changes)
            ),
            "registered": routed,
            "moved": lambda **changes: routed(**({"version": 2, "moved_from": "labour-inspection"} | changes)),
            "question": asked,
            "rejected": rejected,
            "supplemented": supplemented,
            "answered": answered,
            "answered-confidential": lambda **changes: answered(**({"confidential": True} | changes)),
            "closed": closed,
            "closed-answered": lambda **changes: closed(
                **({"because": "", "answered_by": "OUT-2026-000045-1"} | changes)
            ),
        }
    )


@pytest.fixture(scope="session")
def person() -> Callable[..., Requester]:
    """A builder of requesters."""
    return requester


@pytest.fixture(scope="session")
def notice(events: Mapping[str, Build]) -> Callable[..., Notice]:
    """A builder of notices: name of the case, language, changed facts of the requester (`who`) and of the event."""

    def build(case: str, language: Language = "ar", who: Mapping[str, Any] | None = None, **changes: Any) -> Notice:
        event = events[case](requester=requester(language=language, **(who or {})), **changes)
        built = notices_for(event)
        assert built is not None
        return built

    return build


@pytest.fixture(scope="session")
def letterhead() -> Letterhead:
    return Letterhead(
        organisation=Text(ar="وزارة العمل", en="Ministry of Labour"),
        public_url="https://diwan.example",
        mail_domain="diwan.example",
        zone=ZoneInfo("Asia/Muscat"),
    )


@pytest.fixture(scope="session")
def renderer(letterhead: Letterhead) -> Renderer:
    return Renderer(letterhead, catalogue())


@pytest.fixture(scope="session")
def texts(letterhead: Letterhead) -> ShortTexts:
    return ShortTexts(letterhead, catalogue())


@pytest.fixture
def notices() -> FakeNotices:
    return FakeNotices()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def outbound() -> Outbound:
    return Outbound(capacity=3)


@pytest.fixture
def blobs() -> FakeBlobs:
    return FakeBlobs(PDF, PLAN)


@pytest.fixture
def enclosing(renderer: Renderer, blobs: FakeBlobs) -> Enclosing:
    return Enclosing(renderer=renderer, blobs=blobs, seconds=5)


@pytest.fixture
def classifications() -> FakeClassifications:
    return FakeClassifications()


@pytest.fixture
def notify(
    notices: FakeNotices,
    classifications: FakeClassifications,
    outbound: Outbound,
    renderer: Renderer,
    clock: MovableClock,
) -> Notify:
    """Notify that acknowledges at most three times an hour to one address."""
    return Notify(
        notices=notices,
        classifications=classifications,
        ways={"mail": Way(renderer=renderer, outbound=outbound)},
        telephone=Telephone(),
        limits=Limits(received=AddressLimit(3), telephone=AddressLimit(3)),
        clock=clock,
        terms=Terms(lease=timedelta(seconds=60), patience=timedelta(hours=48)),
    )
