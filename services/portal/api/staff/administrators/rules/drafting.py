"""A draft of the rules: changed by forms, tried on what came, and put in force."""

from dataclasses import dataclass, field
from typing import Final

from fastapi import APIRouter, Request, Response

from services.portal.api.reading import new_key
from services.portal.api.staff.administrators.parts import Administrators, condition
from services.portal.api.staff.administrators.rules.forms import (
    Order,
    draft_of,
    missing,
    number_of,
    order_of,
    rule_typed,
)
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.model.rule_changes import LIMITS, rule_differences
from services.portal.model.rules import Rule, Rules, in_order, of_percent
from services.portal.model.trials import Trial
from services.portal.rendering import Place
from shared.language import OneLanguage
from shared.yaml_config import ConfigError, parse_yaml, read_content, yaml_text

HERE: Final = "/administration/rules/draft"
LONGEST_REASON: Final = 500
_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft on the version `number`, and what is said of it: `faults` are places in it with what is wrong there."""

    rules: Rules
    number: int
    said: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    trial: Trial | None = None
    typed: dict[str, str] = field(default_factory=dict)
    status: int = 200


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    pages = _Drafting(administrators, language)

    @router.get(HERE)
    async def begin(request: Request) -> Response:
        asking = await administrators.asking(request)
        sheet = await administrators.ruling.in_force(asking.token)
        return await pages.show(asking, Drafted(rules=sheet.rules, number=sheet.version.number))

    @router.post(HERE)
    async def go_on(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        return await pages.done(asking, sent, order_of(sent))


class _Drafting:
    """The pages of a draft, in one language."""

    def __init__(self, administrators: Administrators, language: OneLanguage) -> None:
        self._administrators = administrators
        self._ruling = administrators.ruling
        self._language = language

    async def done(self, asking: Asking, sent: Sent, order: Order) -> Response:
        """What a button asks for."""
        rules, number = draft_of(sent), number_of(sent)
        match order.act:
            case "open" | "new":
                return await self._open(asking, rules, number, order)
            case "keep":
                return await self._keep(asking, sent, rules, number, next(iter(order.at), None))
            case "take":
                return await self._take(asking, sent, rules, number)
            case "try":
                return await self._try(asking, sent, rules, number)
            case "put":
                return await self._put(asking, sent, rules, number)
        return await self.show(asking, Drafted(rules=_edited(rules, order, sent), number=number))

    async def show(self, asking: Asking, drafted: Drafted) -> Response:
        """The draft with its forms."""
        now, named = await self._ruling.in_force(asking.token), await self._ruling.named()
        return self._administrators.page(
            asking,
            "rules-draft",
            Place(self._language, HERE),
            Tried(values=drafted.typed, said=drafted.said, status=drafted.status, key=new_key()),
            draft=drafted,
            number=drafted.number or now.version.number,
            text=drafted.rules.model_dump_json(exclude_defaults=True),
            yaml=drafted.typed.get("yaml") or yaml_text(drafted.rules.content),
            standing=in_order(drafted.rules),
            changed=rule_differences(now.rules, drafted.rules),
            latest=now.version.number,
            named=named,
        )

    async def _open(self, asking: Asking, rules: Rules, number: int, order: Order) -> Response:
        at = next((one for one in order.at if one < len(rules.rules)), None)
        rule = Rule(certainty=rules.certain_from) if at is None else rules.rules[at]
        return await self._form(asking, rules, number, at, rule)

    async def _form(
        self,
        asking: Asking,
        rules: Rules,
        number: int,
        at: int | None,
        rule: Rule,
        faults: dict[str, str] | None = None,
    ) -> Response:
        tried = Tried(faults=faults or {}, status=422 if faults else 200)
        return self._administrators.page(
            asking,
            "rule-form",
            Place(self._language, HERE),
            tried,
            rule=rule,
            at=at,
            number=number,
            text=rules.model_dump_json(exclude_defaults=True),
            named=await self._ruling.named(),
        )

    async def _keep(self, asking: Asking, sent: Sent, rules: Rules, number: int, at: int | None) -> Response:
        rule = rule_typed(sent)
        faults = missing(rule)
        if any(one.code == rule.code for place, one in enumerate(rules.rules) if place != at):
            faults.setdefault("code", "field-rule-repeated")
        if faults:
            return await self._form(asking, rules, number, at, rule, faults)
        return await self.show(asking, Drafted(rules=rules.with_rule(at, rule), number=number))

    async def _take(self, asking: Asking, sent: Sent, rules: Rules, number: int) -> Response:
        try:
            taken = read_content(parse_yaml(sent.value("yaml")), Rules, name="routing-rules").value
        except ConfigError as error:
            faults = tuple(
                (one.fault.field or f"{one.line}", one.fault.sentence(self._language)) for one in error.problems
            )
            typed = {"yaml": sent.value("yaml")}
            wrong = Drafted(rules=rules, number=number, said="rules-not-taken", faults=faults, typed=typed, status=422)
            return await self.show(asking, wrong)
        return await self.show(asking, Drafted(rules=taken, number=number))

    async def _try(self, asking: Asking, sent: Sent, rules: Rules, number: int) -> Response:
        typed = {name: sent.value(name) for name in ("first", "last", "why")}
        try:
            trial = await self._ruling.rulebook.preview(
                asking.token, rules.content, typed["first"], typed["last"], self._language
            )
        except RefusedError as error:
            return await self.show(asking, _refused(rules, number, error, typed))
        return await self.show(asking, Drafted(rules=rules, number=number, trial=trial, typed=typed))

    async def _put(self, asking: Asking, sent: Sent, rules: Rules, number: int) -> Response:
        why = sent.value("why")
        typed = {name: sent.value(name) for name in ("first", "last", "why")}
        if not 0 < len(why) <= LONGEST_REASON:
            wrong = Drafted(rules=rules, number=number, said="rules-why-needed", typed=typed, status=422)
            return await self.show(asking, wrong)
        try:
            await self._ruling.rulebook.put(asking.token, rules.content, why, condition(sent), self._language)
        except RefusedError as error:
            return await self.show(asking, _refused(rules, number, error, typed))
        return self._administrators.done(asking, Place(self._language, ""), "/administration/rules", "in-force")


def _edited(rules: Rules, order: Order, sent: Sent) -> Rules:
    """The draft after what needs no form of its own; as it was for what no button says."""
    match order.act, order.at:
        case "drop", (at,):
            return rules.without_rule(at)
        case "swap", (at, other):
            return rules.swapped(at, other)
        case "limits", ():
            return rules.model_copy(update={name: of_percent(sent.value(name.replace("_", "-"))) for name in LIMITS})
    return rules


def _refused(rules: Rules, number: int, error: RefusedError, typed: dict[str, str]) -> Drafted:
    if error.because == "stale-version":
        # What was changed meanwhile is shown as a difference; what is sent next is about the version that is there now.
        return Drafted(rules=rules, number=0, said="rules-meanwhile", typed=typed, status=_CONFLICT)
    return Drafted(rules=rules, number=number, said="rules-refused", faults=error.told, typed=typed, status=422)
