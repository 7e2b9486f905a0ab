from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.registry.model import Numbers
from services.registry.numbering import BookState, take
from tests.unit.registry.examples import NOW

MUSCAT = "Asia/Muscat"
NEW_YEAR = datetime(2027, 1, 1, tzinfo=ZoneInfo(MUSCAT)).astimezone(UTC)
# A clock that is set forward and back, most often about New Year.
moments = st.one_of(
    st.integers(-3_600_000, 3_600_000).map(lambda ms: NEW_YEAR + timedelta(milliseconds=ms)),
    st.datetimes(datetime(2025, 6, 1), datetime(2029, 6, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
)
takings = st.lists(st.tuples(moments, st.integers(1, 5)), min_size=1, max_size=30)


def taken(asked: list[tuple[datetime, int]]) -> list[tuple[Numbers, int]]:
    state: BookState | None = None
    runs = []
    for now, count in asked:
        state, numbers = take(state, "incoming", count, now, MUSCAT)
        runs.append((numbers, count))
    return runs


@given(takings)
def test_numbers_of_a_year_have_no_gap_whatever_the_clock_does(asked: list[tuple[datetime, int]]) -> None:
    years: dict[int, list[int]] = {}
    for numbers, count in taken(asked):
        years.setdefault(numbers.year, []).extend(range(numbers.first, numbers.first + count))
    for sequences in years.values():
        assert sequences == list(range(1, len(sequences) + 1))


@given(takings)
def test_neither_time_nor_year_ever_runs_backwards_in_a_book(asked: list[tuple[datetime, int]]) -> None:
    order = [(numbers.year, numbers.registered_at) for numbers, _ in taken(asked)]
    assert [year for year, _ in order] == sorted(year for year, _ in order)
    assert [at for _, at in order] == sorted(at for _, at in order)


@given(takings)
def test_the_year_of_a_number_is_the_year_of_its_time_in_muscat(asked: list[tuple[datetime, int]]) -> None:
    for numbers, _ in taken(asked):
        assert numbers.year == numbers.registered_at.astimezone(ZoneInfo(MUSCAT)).year


@given(takings)
def test_a_clock_that_only_goes_forward_is_believed(asked: list[tuple[datetime, int]]) -> None:
    forward = sorted(asked)
    assert [numbers.registered_at for numbers, _ in taken(forward)] == [now for now, _ in forward]


def test_a_new_year_begins_at_midnight_in_muscat() -> None:
    before, _ = take(None, "incoming", 7, NEW_YEAR - timedelta(milliseconds=1), MUSCAT)
    assert (before.year, before.last) == (2026, 7)
    after, numbers = take(before, "incoming", 1, NEW_YEAR, MUSCAT)
    assert (numbers.year, numbers.first, after.last) == (2027, 1, 1)


def test_the_last_hours_of_a_year_elsewhere_are_its_first_in_muscat() -> None:
    _, numbers = take(None, "incoming", 1, datetime(2026, 12, 31, 21, tzinfo=UTC), MUSCAT)
    assert numbers.year == 2027


def test_a_register_that_is_moved_to_the_west_at_new_year_stays_in_its_year() -> None:
    state, _ = take(None, "incoming", 3, NEW_YEAR, MUSCAT)
    _, numbers = take(state, "incoming", 1, NEW_YEAR, "America/New_York")
    assert (numbers.year, numbers.first) == (2027, 4)


def test_a_book_says_how_far_it_has_come() -> None:
    state, _ = take(None, "outgoing", 3, NOW, MUSCAT)
    assert state == BookState(book="outgoing", year=2026, last=3, last_at=NOW)
