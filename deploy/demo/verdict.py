"""Whether a scenario ended as it must."""

from collections.abc import Iterator

from deploy.demo.case import Case

_SHOWN = 60
"""Characters of a value that a problem repeats."""


def is_settled(case: Case, *, with_notices: bool) -> bool:
    """Whether nothing more is to come, as far as the notices and its state tell; `problems_of` looks closer."""
    if case.problems:
        return True
    expected = case.scenario.expected
    told = not with_notices or not list(_notices(case))
    # A notice with the number says more than a look at the tracking could.
    known = case.state == expected.state or (with_notices and told and expected.state in case.kinds)
    return case.next_step is None and told and known


def problems_of(case: Case, *, with_notices: bool) -> list[str]:
    """Everything that is not as it was expected to be; nothing when all is well."""
    found = list(case.problems)
    if case.next_step is not None:
        found.append(f"step {case.taken + 1} ({type(case.next_step).__name__.lower()}) was never due")
    found += _differs("state", case.scenario.expected.state, case.state)
    if with_notices:
        found += _notices(case)
    if len(case.submissions) > 1:
        found.append(f"became {len(case.submissions)} submissions")
    if case.matter and case.scenario.expected.state == "registered":
        found += _registered(case)
    elif case.scenario.expected.state == "registered":
        found.append("is in no book")
    return found


def _notices(case: Case) -> Iterator[str]:
    wanted, got = sorted(case.scenario.expected.notices), sorted(case.kinds)
    if wanted != got:
        yield f"notices: expected {', '.join(wanted) or 'none'}; got {', '.join(got) or 'none'}"


def _registered(case: Case) -> Iterator[str]:
    """What the clerk sees of a registered matter, beside what was sent."""
    scenario, matter = case.scenario, case.matter
    expected = scenario.expected
    yield from _differs("type", expected.request_type, matter["request_type"])
    yield from _differs("unit", expected.unit, (matter["unit"] or {}).get("unit_id", ""))
    yield from _differs("urgent", expected.urgent, matter["urgent_because"])
    yield from _differs("channel", expected.channel, matter["channel"])
    yield from _differs("readable", scenario.readable, matter["readable"])
    yield from _differs("documents", scenario.documents, sorted(one["name"] for one in matter["documents"]))
    if scenario.readable:
        yield from _differs("subject", scenario.letter.subject, matter["subject"])
    if case.tracked:
        unit = (matter["unit"] or {}).get("telephone")
        yield from _differs("telephone", unit, case.tracked.get("telephone"))


def _differs(what: str, wanted: object, got: object) -> Iterator[str]:
    if wanted != got:
        yield f"{what}: expected {_short(wanted)}; got {_short(got)}"


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return (text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…") or "nothing"
