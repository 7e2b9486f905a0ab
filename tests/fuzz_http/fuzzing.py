"""One asker sends generated requests to one service through the gateway, and every answer is judged."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import schemathesis
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import Interaction, ScenarioRecorder

from deploy.local.services import DESCRIBED
from tests.e2e.outside import Outside
from tests.fuzz_http.askers import ACCOUNTS, NOBODY, Asker
from tests.fuzz_http.configuration import SPARE_UNIT, Plan, configuration
from tests.fuzz_http.judging import Answer, faults
from tests.fuzz_http.matters import Matter, had_by

Case = schemathesis.Case[Any]

# Parts of files are bytes, too (tus 1.0).
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")

_CHANGES_A_UNIT = ("change_unit", "change_unit_calendar")


class FuzzingError(Exception):
    """The requests could not be made; not the fault of who was to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that must not be; `request` shows how to get it, without the token."""

    asker: str
    operation: str
    status: int | None
    rule: str
    words: str
    request: str


@dataclass(frozen=True, slots=True)
class Result:
    """How often which status was answered (None: no answer), and what was found."""

    statuses: Counter[int | None] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


def fuzz(outside: Outside, asker: Asker, plan: Plan, matters: Sequence[Matter]) -> Result:
    """Let somebody ask every operation of every service."""
    result = Result()

    @cache
    def may_see() -> frozenset[str]:
        return had_by(outside, asker.units, {matter.year for matter in matters if matter.year})

    for service in DESCRIBED:
        document = outside.http.get(f"/openapi/{service}.json").raise_for_status().json()
        config = configuration(outside.stack.base_url, asker, plan, matters)
        schema = schemathesis.openapi.from_dict(document, config=config)
        schema.hook(map_case)
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                recorder = event.recorder
                result.statuses.update(_status(interaction) for interaction in recorder.interactions.values())
                result.findings.extend(_promises_broken(recorder, asker))
                result.findings.extend(_rules_broken(recorder, asker, may_see))
            elif isinstance(event, events.Interrupted):
                raise KeyboardInterrupt
            elif isinstance(event, events.NonFatalError | events.FatalError):
                error = event.value if isinstance(event, events.NonFatalError) else event.exception
                raise FuzzingError(f"{asker.name} could not ask {service}") from error
    return result


def map_case(_context: schemathesis.HookContext, case: Case) -> Case:
    """Keep others out of it: no unit but one is changed, and nobody's account is tried until it is locked."""
    operation = _operation(case)
    if operation in _CHANGES_A_UNIT and "unit_id" in case.path_parameters:
        case.path_parameters["unit_id"] = SPARE_UNIT
    if operation == "get_token" and isinstance(case.body, dict) and case.body.get("username") in ACCOUNTS:
        case.body["username"] = "stranger"
    return case


def _promises_broken(recorder: ScenarioRecorder, asker: Asker) -> Iterator[Finding]:
    """What schemathesis found: answers that the document does not describe, and data taken or refused against it."""
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is None:
                continue
            interaction = recorder.interactions.get(case_id)
            yield Finding(
                asker=asker.name,
                operation=_operation(recorder.cases[case_id].value),
                status=_status(interaction) if interaction else None,
                rule=check.name,
                words=f"{check.failure_info.failure.title}: {check.failure_info.failure.message}",
                request=check.failure_info.code_sample,
            )


def _rules_broken(recorder: ScenarioRecorder, asker: Asker, may_see: Callable[[], frozenset[str]]) -> Iterator[Finding]:
    """What no document states: rights, and what every answer has."""
    for case_id, interaction in recorder.interactions.items():
        case = recorder.cases[case_id].value
        response = interaction.response
        if response is None:
            broken = ["no answer"]
        else:
            answer = Answer(
                operation=_operation(case),
                method_is_documented=case.method.upper() == case.operation.method.upper(),
                path_ids=frozenset(map(str, case.path_parameters.values())),
                status=response.status_code,
                headers={name.lower(): values[0] for name, values in response.headers.items()},
                content=response.content,
            )
            broken = faults(_who_asked(asker, interaction.request.headers), answer, may_see)
        for words in broken:
            yield Finding(
                asker=asker.name,
                operation=_operation(case),
                status=_status(interaction),
                rule="rights and form",
                words=words,
                request=case.as_curl_command(),
            )


def _who_asked(asker: Asker, headers: Mapping[str, Sequence[str]]) -> Asker:
    """Schemathesis also repeats requests without the token, or with another one, to see whether it is needed."""
    sent = {name.lower(): values[0] for name, values in headers.items()}.get("authorization")
    if sent == asker.headers.get("Authorization"):
        return asker
    return NOBODY if sent is None else Asker(name=f"{asker.name}, pretending", token=sent)


def _operation(case: Case) -> str:
    return str(case.operation.definition.raw["operationId"])


def _status(interaction: Interaction) -> int | None:
    return interaction.response.status_code if interaction.response else None
