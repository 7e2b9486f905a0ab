"""The form by which somebody lets somebody act for somebody, read."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.portal.api.staff.answering import Sent

_DAY = timedelta(days=1)


def delegation_typed(sent: Sent, zone: ZoneInfo) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The delegation that is meant, in directory's words, and what is missing or wrong by control.

    Both days are whole: it begins with the first and ends with the last.
    """
    needed = {name: "portal-fault-required" for name in ("to", "from", "until", "reason") if not sent.value(name)}
    if needed:
        return {}, needed
    try:
        first, last = date.fromisoformat(sent.value("from")), date.fromisoformat(sent.value("until"))
    except ValueError:
        return {}, {"from": "administration-fault-days"}
    if last < first:
        return {}, {"until": "administration-fault-until"}
    body = {
        "to": sent.value("to"),
        "starts_at": datetime.combine(first, time(), zone).isoformat(),
        "ends_at": datetime.combine(last + _DAY, time(), zone).isoformat(),
        "reason": sent.value("reason"),
    }
    return ({**body, "of": sent.value("of")} if sent.value("of") else body), {}
