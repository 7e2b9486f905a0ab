from datetime import UTC, datetime

import pytest

from shared.web.paging import moment


@pytest.mark.parametrize("text", ["2026-11-21T12:00:00+04:00", "2026-11-21T12:00:00 04:00", "2026-11-21T08:00:00Z"])
def test_a_moment_is_told_in_utc_also_when_its_plus_sign_became_a_space(text: str) -> None:
    assert moment(text) == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert moment(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "x", "2026-11-21T12:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9" * 400]
)
def test_what_is_no_moment_or_beyond_all_calendars_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - in the words of several
        moment(text)
