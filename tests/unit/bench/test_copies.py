"""A copy of a stored document differs in what is its own, and in nothing else."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import RFC_4122

import bson
import pytest
from bson.codec_options import CodecOptions

from bench.million.identity import Identity
from bench.million.plan import YEARS, identities
from bench.million.specimens import Specimen
from bench.million.template import Cutter
from shared.ids import derived_id, new_id

OPTIONS: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True, uuid_representation=4)
THURSDAY = datetime(2026, 11, 19, 8, 30, 0, 123_000, tzinfo=UTC)


def identity(place: int = 1, **changes: int) -> Identity:
    return Identity(**{"place": place, "shift": 0, "year": 2020, "sequence": 1, **changes})


def test_a_copy_has_other_values_where_the_marks_are_and_is_the_same_everywhere_else() -> None:
    original = {
        "_id": "a/1",
        "name": "نص",
        "inner": {"token": "aaaa", "kept": [1, 2.5, None, THURSDAY]},
        "token": "aaaa",
    }
    cutter = Cutter({b"aaaa": lambda copy: b"%04d" % copy.place, b"absent": lambda _: b"never"})
    template = cutter.cut(bson.encode(original, codec_options=OPTIONS))
    (maker,) = cutter.makers
    copied = bson.decode(template.copy([maker(identity(7))]), OPTIONS)
    assert copied == {**original, "inner": {**original["inner"], "token": "0007"}, "token": "0007"}  # type: ignore[dict-item]  # its values are of many types


def test_a_longer_value_at_the_top_changes_the_documents_length() -> None:
    cutter = Cutter({b"\x02_id\x00\x02\x00\x00\x001\x00": lambda _: b"\x02_id\x00\x04\x00\x00\x00100\x00"})
    template = cutter.cut(bson.encode({"_id": "1", "kept": "x"}))
    assert bson.decode(template.copy([maker(identity()) for maker in cutter.makers])) == {"_id": "100", "kept": "x"}


def test_the_longest_of_two_marks_counts() -> None:
    cutter = Cutter({b"ab": lambda _: b"12", b"abcd": lambda _: b"3456"})
    template = cutter.cut(bson.encode({"one": "abcd", "two": "ab"}))
    assert bson.decode(template.copy([maker(identity()) for maker in cutter.makers])) == {"one": "3456", "two": "12"}


def test_every_copy_has_ids_and_tokens_of_its_own_and_always_the_same() -> None:
    original = new_id()
    ids = {identity(place).id_for(original) for place in range(1000)}
    assert len(ids) == 1000
    assert identity(3).id_for(original) in ids
    assert {(one.version, one.variant) for one in ids} == {(7, RFC_4122)}
    assert len({identity(place).token_for("0" * 32) for place in range(1000)}) == 1000


def test_the_ids_of_copies_sort_as_the_services_own_do_by_their_time() -> None:
    original, later = new_id(), timedelta(days=1) // timedelta(milliseconds=1)
    moved = [identity(place, shift=-place * later).id_for(original) for place in range(5)]
    assert moved == sorted(moved, reverse=True)
    notice = derived_id(original, "notice")
    assert identity(7, shift=later).id_for(notice).int >> 80 == identity(7, shift=later).id_for(original).int >> 80


def test_a_day_that_falls_on_a_weekend_becomes_a_sunday() -> None:
    days = [identity(shift=round(timedelta(days=days) / timedelta(milliseconds=1))) for days in range(4)]
    moved = [copy.day_for(THURSDAY.date()).isoformat() for copy in days]
    assert moved == ["2026-11-19", "2026-11-22", "2026-11-22", "2026-11-22"]


def specimen(state: str) -> Specimen:
    return Specimen(state=state, anchor=THURSDAY, makers=(), templates=())


def test_each_year_has_numbers_without_gaps_that_ascend_with_time() -> None:
    kinds = [specimen(state) for state in ("registered", "rejected", "incomplete", "undecided")]
    copies = list(identities(kinds, 5_000, this_year=2026, seed=1))
    numbered = [copy for one, copy in copies if one.state == "registered"]
    assert len(numbered) == 5_000
    assert len(copies) > len(numbered)
    assert len({copy.place for _, copy in copies}) == len(copies)
    for year in range(2026 - YEARS, 2026):
        of_year = [copy for copy in numbered if copy.year == year]
        assert [copy.sequence for copy in of_year] == list(range(1, len(of_year) + 1))
        moments = [copy.moment_for(THURSDAY) for copy in of_year]
        assert all(before <= after for before, after in pairwise(moments))
        assert {moment.year for moment in moments} == {year}


def test_nothing_comes_on_a_weekend() -> None:
    copies = identities([specimen("registered")], 2_000, this_year=2026, seed=1)
    assert {copy.moment_for(THURSDAY).isoweekday() for _, copy in copies}.isdisjoint({5, 6})


def test_more_than_the_books_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        next(identities([specimen("registered")], 10_000_000, this_year=2026, seed=1))


def test_without_a_registered_letter_there_is_nothing_to_copy() -> None:
    with pytest.raises(ValueError, match="registered"):
        next(identities([specimen("undecided")], 10, this_year=2026, seed=1))
