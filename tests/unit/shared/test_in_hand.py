from datetime import UTC, datetime, timedelta

from prometheus_client import REGISTRY

from shared.messaging.in_hand import InHand


def shown(queue: str) -> float | None:
    return REGISTRY.get_sample_value("diwan_events_in_hand_oldest_seconds", {"queue": queue})


def test_the_oldest_event_in_hand_is_shown_until_it_was_heard() -> None:
    in_hand = InHand("in-hand-one")
    now = datetime.now(UTC)
    with in_hand.holding(now - timedelta(hours=1)):
        with in_hand.holding(now - timedelta(hours=3)), in_hand.holding(now):
            assert 10_800 <= (shown("in-hand-one") or 0) < 10_860
        assert 3_600 <= (shown("in-hand-one") or 0) < 3_660
    assert shown("in-hand-one") == 0


def test_an_event_from_a_clock_that_is_ahead_is_not_younger_than_nothing() -> None:
    with InHand("in-hand-two").holding(datetime.now(UTC) + timedelta(hours=1)):
        assert shown("in-hand-two") == 0
