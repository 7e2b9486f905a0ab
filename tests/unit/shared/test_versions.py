"""Which versions a change is of, by its header."""

import httpx
import pytest
from fastapi import Depends, FastAPI, Response
from hypothesis import given
from hypothesis import strategies as st

from shared.web.versions import Conditions, conditions, seen_versions, tag


@given(st.lists(st.integers(0, 10**17), min_size=1))
def test_every_version_that_is_named_is_seen(versions: list[int]) -> None:
    assert seen_versions(", ".join(f'"{one}"' for one in versions)) == frozenset(versions)


@pytest.mark.parametrize("said", [None, "*", " * "])
def test_who_names_no_version_has_seen_none(said: str | None) -> None:
    assert seen_versions(said) is None


@pytest.mark.parametrize("said", ["", "3", 'W/"3"', '"x3"', '"3', '"-3"', '"٣x"', '"' + "9" * 40 + '"'])
def test_what_is_no_version_of_ours_matches_nothing(said: str) -> None:
    assert seen_versions(said) == frozenset()


@given(st.text())
def test_no_header_is_too_odd(said: str) -> None:
    assert seen_versions(said) is None or all(one >= 0 for one in seen_versions(said) or ())


async def test_requests_are_the_same_when_they_say_the_same_to_the_same_place() -> None:
    app, seen = FastAPI(), list[Conditions]()

    @app.post("/{place}")
    async def change(response: Response, given: Conditions = Depends(conditions)) -> None:  # noqa: B008, FAST002 - the short form will do here
        seen.append(given)
        tag(response, 7)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app") as client:
        for place, body in (("a", b"1"), ("a", b"1"), ("a", b"2"), ("b", b"1")):
            answer = await client.post(f"/{place}", content=body, headers={"If-Match": '"6"', "Idempotency-Key": "k"})
            assert answer.headers["ETag"] == '"7"'
    first, again, other_body, other_place = seen
    assert first == again == Conditions(versions=frozenset({6}), key="k", fingerprint=first.fingerprint)
    assert len({one.fingerprint for one in (first, other_body, other_place)}) == 3
