import pytest

from bench.figures import growth, per_document, percentile, ratio, spread


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(value) for value in range(1, 101)][::-1]
    assert [percentile(values, percent) for percent in (50, 95, 99, 100)] == [50, 95, 99, 100]


def test_the_percentiles_of_one_value_are_that_value() -> None:
    assert spread([7.04]) == {"p50": 7.0, "p95": 7.0, "p99": 7.0}


def test_one_slow_answer_in_twenty_one_shows_in_p99_and_not_in_p50() -> None:
    assert spread([1.0] * 20 + [900.0]) == {"p50": 1.0, "p95": 1.0, "p99": 900.0}


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_shares_of_a_document_come_with_their_total_first_and_then_the_greatest() -> None:
    shares = per_document({"routing": 100.0, "intake": 300.0}, 100)
    assert list(shares.items()) == [("total", 4.0), ("intake", 3.0), ("routing", 1.0)]


def test_what_was_not_there_at_one_of_two_moments_had_nothing_then() -> None:
    assert growth({"intake": 5.0, "gone": 2.0}, {"intake": 8.0, "new": 1.0}) == {
        "intake": 3.0,
        "gone": -2.0,
        "new": 1.0,
    }


def test_the_ratio_is_to_all_floors_together() -> None:
    assert ratio(76.5, [5.0, 0.25, 4.95]) == 7.5
