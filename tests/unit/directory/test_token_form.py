"""The token endpoint's form is read as RFC 6749 has it."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.errors import (
    InvalidScopeError,
    MalformedTokenRequestError,
    SignInError,
    UnsupportedGrantTypeError,
)
from services.directory.token_form import (
    LONGEST_FORM,
    MEDIA_TYPE,
    ExchangeGrant,
    Grant,
    PasswordGrant,
    RefreshGrant,
    read_grant,
)

GRANT = b"grant_type=password&username=clerk&password=open"


async def read(form: bytes, content_type: str = MEDIA_TYPE) -> PasswordGrant:
    grant = await read_any(form, content_type)
    assert isinstance(grant, PasswordGrant)
    return grant


async def read_any(form: bytes, content_type: str = MEDIA_TYPE) -> Grant:
    async def body() -> AsyncIterator[bytes]:
        for start in range(0, len(form), 7):
            yield form[start : start + 7]

    return await read_grant(content_type, body())


@pytest.mark.parametrize("content_type", [MEDIA_TYPE, "Application/X-WWW-Form-URLEncoded; charset=UTF-8"])
async def test_a_grant_is_read_from_a_form(content_type: str) -> None:
    assert await read(GRANT, content_type) == PasswordGrant(username="clerk", password="open")


@pytest.mark.parametrize("form", [b"%D9%85%2B+1%20", "م%2B+1%20".encode()])
async def test_a_password_may_have_any_letters(form: bytes) -> None:
    assert (await read(b"grant_type=password&username=clerk&password=" + form)).password == "م+ 1 "


async def test_fields_that_are_unknown_are_ignored() -> None:
    assert (await read(GRANT + b"&client_id=portal&scope=")).username == "clerk"


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"username=clerk&password=open",
        b"grant_type=password&password=open",
        b"grant_type=password&username=clerk",
        b"grant_type=password&username=clerk&password=",
        GRANT + b"&username=admin",
        GRANT + b"&nonsense",
        b"grant_type=password&username=clerk&password=%ff",
        b"\xff\xfe",
        b'{"grant_type": "password"}',
        GRANT + b"&x=" + b"y" * LONGEST_FORM,
        GRANT + b"".join(b"&f%d=x" % number for number in range(30)),
    ],
)
async def test_a_form_that_is_none_is_refused(form: bytes) -> None:
    with pytest.raises(MalformedTokenRequestError):
        await read(form)


@pytest.mark.parametrize("content_type", ["", "application/json", "multipart/form-data; boundary=x"])
async def test_another_media_type_is_refused(content_type: str) -> None:
    with pytest.raises(MalformedTokenRequestError):
        await read(GRANT, content_type)


@pytest.mark.parametrize("grant", [b"client_credentials", b"authorization_code", b"", b"Password"])
async def test_another_grant_is_refused(grant: bytes) -> None:
    with pytest.raises(UnsupportedGrantTypeError):
        await read(b"grant_type=" + grant + b"&username=clerk&password=open")


async def test_a_scope_is_refused() -> None:
    with pytest.raises(InvalidScopeError):
        await read(GRANT + b"&scope=openid")


def test_a_grant_does_not_show_its_password() -> None:
    assert "open" not in repr(PasswordGrant(username="clerk", password="open"))


async def test_an_error_repeats_nothing_of_the_form() -> None:
    with pytest.raises(MalformedTokenRequestError) as refused:
        await read(GRANT + b"%ff")
    assert "open" not in str(refused.value)
    assert refused.value.__cause__ is None


@given(st.binary(max_size=200))
async def test_whatever_comes_is_a_grant_or_is_refused(form: bytes) -> None:
    with contextlib.suppress(SignInError):
        assert (await read(form)).password


async def test_to_stay_signed_in_is_the_one_scope() -> None:
    assert (await read(GRANT + b"&scope=offline_access")).stay
    assert not (await read(GRANT)).stay
    with pytest.raises(InvalidScopeError):
        await read(GRANT + b"&scope=offline_access+openid")


async def test_a_secret_goes_on_with_a_session() -> None:
    assert await read_any(b"grant_type=refresh_token&refresh_token=x") == RefreshGrant(secret="x")
    assert "x" not in repr(await read_any(b"grant_type=refresh_token&refresh_token=x"))
    with pytest.raises(MalformedTokenRequestError):
        await read_any(b"grant_type=refresh_token")


async def test_another_issuers_word_is_read_as_what_it_is_called() -> None:
    form = b"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=x"
    kind = b"&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3A"
    assert await read_any(form + kind + b"id_token") == ExchangeGrant(assertion="x")
    for wrong in (form, form + kind + b"access_token"):
        with pytest.raises(MalformedTokenRequestError):
            await read_any(wrong)
