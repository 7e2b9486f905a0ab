"""Telephone numbers as networks know them: E.164, a plus sign and at most fifteen digits."""

import re
from typing import Final

import phonenumbers

_E164: Final = re.compile(r"\+[1-9]\d{6,14}")
# Lines that can be called and never get a short message. What may be either counts as a mobile.
_LINES: Final = frozenset({phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.VOIP})


def normalised(text: str, region: str) -> str | None:
    """The number that somebody wrote, in E.164; None when it is none that exists.

    `region` (ISO 3166, such as OM) is where a number without a country code belongs. Blanks, hyphens and digits of any
    script make no difference.
    """
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or number.extension:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_normalised(text: str) -> bool:
    """Whether this has the form that `normalised` gives."""
    return _E164.fullmatch(text) is not None


def takes_messages(number: str) -> bool:
    """Whether a number in E.164 may be a mobile's."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(number)) not in _LINES
    except phonenumbers.NumberParseException:
        return False


def searched_by(number: str) -> tuple[str, ...]:
    """The digits by which a number in E.164 is looked for: with its country's code and without."""
    try:
        national = phonenumbers.national_significant_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ()
    return number.removeprefix("+"), national
