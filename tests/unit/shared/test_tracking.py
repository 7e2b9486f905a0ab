"""The tracking token and the ways a reply names its matter."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tracking import (
    new_token,
    notice_message_id,
    reply_address,
    thread_id,
    threads_in,
    token_hash,
    token_in_address,
    tracking_url,
)

TOKEN = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2
NOTICE = UUID("0193a5c2-7c1e-7a30-9c55-3f0a5f9e2b11")


def test_tokens_differ_and_have_128_bits() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(bytes.fromhex(token)) == 16 for token in tokens)


def test_the_thread_follows_from_the_token_and_does_not_contain_it() -> None:
    assert thread_id(TOKEN) == token_hash(TOKEN)[:32]
    assert TOKEN not in token_hash(TOKEN)


@given(st.binary(min_size=16, max_size=16))
def test_a_token_comes_back_from_the_address_it_was_put_in(octets: bytes) -> None:
    address = reply_address("documents", octets.hex(), "diwan.example")
    assert token_in_address(address) == octets.hex()
    assert token_in_address(address.upper()) == octets.hex()


@pytest.mark.parametrize(
    "address",
    [
        "documents@diwan.example",
        "documents+abc@diwan.example",
        f"documents+{TOKEN}0@diwan.example",
        f"{TOKEN}@diwan.example",
        f"documents+{TOKEN}",
        f"x <documents+{TOKEN}@diwan.example>",
        "",
    ],
)
def test_an_address_without_a_whole_token_has_none(address: str) -> None:
    assert token_in_address(address) is None


def test_references_name_the_threads_of_our_notices_newest_first() -> None:
    first = notice_message_id(NOTICE, TOKEN, "diwan.example")
    second = notice_message_id(NOTICE, OTHER, "diwan.example")
    foreign = notice_message_id(NOTICE, "aa" * 16, "elsewhere.example")
    references = f"<x@y> {first}\r\n\t{foreign} {second} {first}"
    assert threads_in(references, "diwan.example") == (thread_id(TOKEN), thread_id(OTHER))
    assert threads_in(f"{first} {second}", "DIWAN.example") == (thread_id(OTHER), thread_id(TOKEN))


@given(st.text())
def test_other_references_name_no_thread(text: str) -> None:
    assert threads_in(text, "diwan.example") == ()


def test_the_tracking_link_is_the_same_with_and_without_a_slash_behind_the_public_address() -> None:
    assert tracking_url("https://diwan.example/", TOKEN) == f"https://diwan.example/track/{TOKEN}"
    assert tracking_url("https://diwan.example/", TOKEN) == tracking_url("https://diwan.example", TOKEN)
