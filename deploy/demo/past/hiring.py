"""Makes the ministry's people and offices by directory's API, as an administrator would."""

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from deploy.demo.past.office import Office as Doors
from deploy.demo.past.staff import COLLEAGUES, DELEGATION, OFFICES, Colleague, Office
from deploy.local.credentials import write_private

LEAVE: Final = (timedelta(days=4), timedelta(days=9))
"""How long before the present the leave began, and how long after it ends."""
_WHY: Final = "إجازة سنوية"
_PASSWORD_BYTES: Final = 12
_AT_ONCE: Final = 2

Say = Callable[[str], None]


def hire(doors: Doors, administrator: str, say: Say) -> Mapping[str, str]:
    """Open the offices and hire everybody; returns login → password. Raises `DemoError`."""
    for office in OFFICES:
        doors.post(administrator, "/api/v1/units", _unit(office))
    passwords = {}
    # Directory checks two passwords at a time.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        hired = pool.map(lambda one: (one, _hired(doors, administrator, one)), COLLEAGUES)
        for at, (one, password) in enumerate(hired, start=1):
            say(f"hired {one.en} ({at} of {len(COLLEAGUES)})")
            passwords[one.login] = password
    return passwords


def delegate(doors: Doors, administrator: str, present: datetime) -> None:
    """Let somebody go on leave: a delegation that runs at the present. Raises `DemoError`."""
    people = {one["login"]: one["person_id"] for one in doors.get(administrator, "/api/v1/people", limit=200)["people"]}
    giver, delegate_ = (people[login] for login in DELEGATION)
    before, behind = LEAVE
    period = {"starts_at": (present - before).isoformat(), "ends_at": (present + behind).isoformat()}
    doors.post(administrator, "/api/v1/delegations", {"of": giver, "to": delegate_, "reason": _WHY, **period})


def keep(passwords: Mapping[str, str], file: Path) -> None:
    """Write the accounts down, as those of the installation are: for its owner alone."""
    write_private(file, "".join(f"{login} {password}\n" for login, password in passwords.items()))


def _unit(office: Office) -> dict[str, object]:
    return {
        "unit_id": office.unit_id,
        "kind": office.kind,
        "name": {"ar": office.ar, "en": office.en},
        "telephone": office.telephone,
        "parent_id": office.parent_id,
        "time_zone": office.time_zone,
        "weekend": list(office.weekend),
        "holiday_country": office.holiday_country,
    }


def _hired(doors: Doors, administrator: str, one: Colleague) -> str:
    body = {
        "login": one.login,
        "name": {"ar": one.ar, "en": one.en},
        "roles": list(one.roles),
        "units": list(one.units),
        "clearance": "confidential" if one.cleared else "ordinary",
    }
    person_id = doors.post(administrator, "/api/v1/people", body)["person_id"]
    invitation = doors.post(administrator, f"/api/v1/people/{person_id}/invitation")
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    doors.post("", "/api/v1/passwords", {"secret": invitation["secret"], "password": password})
    return password
