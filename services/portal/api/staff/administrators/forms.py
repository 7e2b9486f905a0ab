"""The forms of a unit and of a person, read."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from services.portal.api.staff.answering import Sent
from services.portal.model.administration import ToldPerson, ToldUnit

_TELEPHONE: Final = re.compile(r"\+[0-9][0-9 ]{6,20}")
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{1,39}")
_ZONE: Final = re.compile(r"[A-Za-z_+-]+(/[A-Za-z0-9_+-]+)*")
# As directory takes it: one address in ASCII, without a name beside it.
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_COUNTRY: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_LONGEST_NAME: Final = 200
_LONGEST_CODE: Final = 60
_LONGEST_ADDRESS: Final = 254

Rules = Mapping[str, Callable[[str], bool]]


def _short(text: str) -> bool:
    return len(text) <= _LONGEST_NAME


_NAMES: Final[Rules] = {"name-ar": _short, "name-en": _short}
UNIT_RULES: Final[Rules] = {
    **_NAMES,
    "unit-id": lambda text: len(text) <= _LONGEST_CODE and _CODE.fullmatch(text) is not None,
    "telephone": lambda text: _TELEPHONE.fullmatch(text) is not None,
    "time-zone": lambda text: _ZONE.fullmatch(text) is not None,
    "holiday-country": lambda text: _COUNTRY.fullmatch(text) is not None,
}
UNIT_NEEDED: Final = ("name-ar", "name-en", "telephone", "time-zone")
ADDRESS_RULE: Final[Rules] = {"address": lambda text: len(text) <= _LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text))}
PERSON_RULES: Final[Rules] = {**_NAMES, **ADDRESS_RULE, "login": lambda text: _LOGIN.fullmatch(text) is not None}
PERSON_NEEDED: Final = ("name-ar", "name-en", "roles", "units")


def unit_typed(sent: Sent) -> dict[str, Any]:
    """A unit as the form has it, in directory's words; an empty parent is none."""
    return {
        "name": _name(sent),
        "telephone": " ".join(sent.value("telephone").split()),
        "parent_id": sent.value("parent-id"),
        "time_zone": sent.value("time-zone"),
        "weekend": sorted({int(one) for one in sent.values("weekend") if one in "1234567" and one}),
        "holiday_country": sent.value("holiday-country"),
    }


def unit_now(unit: ToldUnit) -> dict[str, Any]:
    """A unit as it is, in the same words."""
    return {
        "name": unit.name.model_dump(),
        "telephone": unit.telephone,
        "parent_id": unit.parent_id or "",
        "time_zone": unit.time_zone,
        "weekend": sorted(unit.weekend),
        "holiday_country": unit.holiday_country,
    }


def person_typed(sent: Sent) -> dict[str, Any]:
    """Somebody as the form has him, in directory's words."""
    return {
        "name": _name(sent),
        "roles": sorted(set(sent.values("roles"))),
        "units": sorted(set(sent.values("units"))),
        "clearance": sent.value("clearance"),
        **reached_typed(sent),
    }


def reached_typed(sent: Sent) -> dict[str, Any]:
    """How somebody is reached, as a form has it."""
    return {"address": sent.value("address"), "language": "en" if sent.value("language") == "en" else "ar"}


def person_now(person: ToldPerson) -> dict[str, Any]:
    """Somebody as he is, in the same words."""
    return {
        "name": person.name.model_dump(),
        "roles": sorted(person.roles),
        "units": sorted(person.units),
        "clearance": person.clearance,
        "address": person.address,
        "language": person.language,
    }


def _name(sent: Sent) -> dict[str, str]:
    return {"ar": sent.value("name-ar"), "en": sent.value("name-en")}
