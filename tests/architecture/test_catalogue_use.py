"""The catalogue holds what is said, all of it, and nothing that nobody says any more."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from services.notify.model import Kind
from services.notify.model.issued import Enclosed
from services.portal.api.overseers.downloads import What
from services.portal.api.staff.administrators.forms import PERSON_RULES, UNIT_RULES
from services.portal.api.staff.administrators.parts import DONE
from services.portal.api.staff.administrators.type_forms import LABELS
from services.portal.api.staff.words import Written
from services.portal.model.activity import SOURCES
from services.portal.model.administration import CLEARANCES, UNIT_KINDS
from services.portal.model.branch import Purpose, State
from services.portal.model.clerks import BECAUSE, KINDS, STEPS, Action
from services.portal.model.configuration import DIFFERENCES, PLAIN
from services.portal.model.counter import CallOutcome
from services.portal.model.deeds import DEEDS
from services.portal.model.differences import DAYS, FIELDS
from services.portal.model.editions import Part
from services.portal.model.letter_templates import CONTROLS as TEMPLATE_CONTROLS
from services.portal.model.letter_templates import MERGED
from services.portal.model.letters import ACTS as LETTER_ACTS
from services.portal.model.letters import KINDS as LETTER_KINDS
from services.portal.model.letters import OUTCOMES, STAGES, WAYS
from services.portal.model.letters import STEPS as LETTER_STEPS
from services.portal.model.looking import SHOWN
from services.portal.model.matter import STATES, TOLD_STEPS
from services.portal.model.months import Mark
from services.portal.model.numbers import BYS, CHOICES
from services.portal.model.related import Tie
from services.portal.model.retention import COUNTED_FROM, THEN
from services.portal.model.retention import OUTCOMES as OUTCOMES_OF_DISPOSALS
from services.portal.model.retention import PARTS as RETENTION_PARTS
from services.portal.model.rule_changes import FIELDS as RULE_FIELDS
from services.portal.model.rule_changes import LIMITS
from services.portal.model.session import Role
from services.portal.model.shelves import SHELVES
from services.portal.model.story import WORKING
from services.portal.model.work import ACTS, SETTLED
from services.portal.model.writing import CONTROLS as WRITTEN
from services.portal.rendering.sheets import FileKind
from services.registry.model import State as MatterState
from shared.contracts.base import Channel
from shared.faults import SENTENCES
from shared.language import CATALOGUE, Language
from shared.web import problems
from tests.architecture.rules import modules, parsed
from tests.architecture.test_errors import error_classes

CONTROLS = (
    *UNIT_RULES,
    *PERSON_RULES,
    *("kind", "parent-id", "weekend", "roles", "units", "unit", "clearance", "reason"),
    *("language", "reminders"),
    *("sure", "number", "held-number"),
    *("what", "first", "last", "of", "to", "from", "until", "current", "password"),
)
"""The controls of the administrators' forms, and of one's own account."""

TYPE_PARTS = ("fields", "documents", "required", "recognise", "pattern")
"""What of a request type's documents and questions may change."""

KEY = re.compile(r"[a-z]+(-[a-z0-9]+)*")
LOOKED_UP_BY = {"say", "text", "both", "_plain"}
IN_TEMPLATE = re.compile(r"""["']([a-z]+(?:-[a-z0-9]+)+)["']""")
ASKED_IN_TEMPLATE = re.compile(r"""\b(?:t|plain|other)\(["']([a-z]+(?:-[a-z0-9]+)+)["']""")


def keys() -> set[str]:
    """Every message there is."""
    parsed = (FluentParser().parse(path.read_text(encoding="utf-8")) for path in CATALOGUE.glob("en/*.ftl"))
    return {entry.id.name for resource in parsed for entry in resource.body if isinstance(entry, fluent.Message)}


def made_up(repository: Path) -> set[str]:
    """Keys that are put together in code, family by family."""
    codes = {error.code for error in error_classes(repository)} | set(problems._CODES.values())
    kinds = get_args(Kind)
    return {
        *(f"error-{code}" for code in codes),
        *(f"field-{key}" for key in (*SENTENCES.values(), "e-mail", "invalid")),
        *(f"notice-{kind}-{part}" for kind in kinds for part in ("title", "opening")),
        *(
            f"short-{kind}" for kind in kinds if kind not in ("letter", "reminder")
        ),  # who is no requester has no number here
        *(f"notice-received-{what}" for what in ("next", "unreadable")),
        *(f"notice-answered-enclosed-{enclosed}" for enclosed in get_args(Enclosed)),
        *(f"notice-letter-enclosed-{enclosed}" for enclosed in ("all", "letter")),
        *(f"hijri-month-{month}" for month in range(1, 13)),
        *(f"portal-steps-{number}-{part}" for number in (1, 2, 3) for part in ("title", "words")),
        *(f"portal-state-{state}{part}" for state in (*STATES, "other") for part in ("", "-words")),
        *(f"portal-step-{step}" for step in TOLD_STEPS),
        *(f"portal-language-{language}" for language in get_args(Language)),
        *(f"staff-role-{role}" for role in get_args(Role)),
        *(f"desk-kind-{kind}" for kind in KINDS),
        *(f"desk-done-{action}" for action in get_args(Action)),
        *(f"desk-because-{code}" for code in BECAUSE),
        *(f"desk-step-{step}" for step in (*STEPS, "other")),
        *(f"desk-state-{state}" for state in ("undecided", "incomplete", "registered", "rejected", "joined")),
        *(f"desk-channel-{channel}" for channel in get_args(Channel)),
        *(f"work-{part}-{act}" for part in ("act", "done") for act in ACTS),
        *(f"work-done-{tie}" for tie in get_args(Tie)),
        *(f"work-show-{show}" for show in SHOWN),
        *(f"work-step-{step}" for step in (*WORKING, "other")),
        *(f"work-state-{state}" for state in get_args(State)),
        *(f"work-purpose-{purpose}" for purpose in get_args(Purpose)),
        *(f"work-settled-{how}" for how in SETTLED),
        *(f"work-rescheduled-{why}" for why in ("question", "calendar")),
        *(f"letters-act-{act}" for act in LETTER_ACTS),
        *(f"letters-done-{what}" for what in (*LETTER_ACTS, *get_args(Written))),
        *(f"letters-{part}-{kind}" for part in ("kind", "new") for kind in LETTER_KINDS),
        *(f"letters-stage-{stage}" for stage in STAGES),
        *(f"letters-step-{step}" for step in (*LETTER_STEPS, "other")),
        *(f"letters-outcome-{outcome}" for outcome in OUTCOMES),
        *(f"letters-by-{way}" for way in WAYS),
        *(f"letters-shelf-{shelf}" for shelf in SHELVES),
        *(f"letters-part-{part}" for part in get_args(Part)),
        *(f"letters-piece-{what}" for what in ("in", "out")),
        *(f"letters-control-{control}" for control in WRITTEN if control not in ("by", "confidential")),
        *(f"administration-done-{done}" for done in DONE),
        *(f"administration-change-{field.replace('_', '-')}" for field in (*FIELDS, *DAYS)),
        *(f"administration-field-{control}" for control in CONTROLS),
        *(f"administration-fault-{control}" for control in (*UNIT_RULES, *PERSON_RULES, "reason")),
        *(f"types-field-{control}" for control in LABELS),
        *(f"types-change-{what.replace('_', '-')}" for what in (*PLAIN, *TYPE_PARTS)),
        *(f"types-way-{way}" for way in DIFFERENCES),
        *(f"types-outcome-{outcome}" for outcome in ("registered", "incomplete", "clerk")),
        *(f"types-registration-{way}" for way in ("automatic", "clerk")),
        *(
            f"rules-field-{field.replace('_', '-')}"
            for field in (*RULE_FIELDS, *LIMITS, "code", "words-ar", "words-en")
        ),
        *(f"rules-hint-{limit.replace('_', '-')}" for limit in LIMITS),
        *(f"rules-was-{what}" for what in ("added", "removed", "changed")),
        *(f"templates-field-{control}" for control in TEMPLATE_CONTROLS),
        *(f"templates-merge-{field.replace('_', '-')}" for field in MERGED),
        *(f"unit-kind-{kind}" for kind in UNIT_KINDS),
        *(f"clearance-{clearance}" for clearance in CLEARANCES),
        *(f"calendar-mark-{mark}" for mark in get_args(Mark) if mark),
        *(f"calendar-{part}-{what}" for part in ("before", "do") for what in ("off", "on", "back")),
        *(f"calendar-what-{what}" for what in ("off", "on")),
        *(f"calls-{what}-{outcome}" for what in ("outcome", "done") for outcome in get_args(CallOutcome)),
        *(f"numbers-period-{choice}" for choice in CHOICES),
        *(f"numbers-by-{by}" for by in BYS),
        *(f"audit-did-{deed}" for deed in DEEDS),
        *(f"audit-source-{source}" for source in SOURCES),
        *(f"audit-{key}" for key in ("at", "who", "person", "source", "what", "number", "document", "about", "why")),
        *(f"numbers-file-{what}" for what in get_args(What)),
        *(f"numbers-kind-{kind}" for kind in get_args(FileKind)),
        *(f"numbers-in-{unit}" for unit in ("minutes", "working-days")),
        *(f"numbers-per-{step}" for step in ("day", "week", "month")),
        *(
            f"numbers-{column}"
            for column in ("incoming", "outgoing", "internal", "referred", "void", *get_args(MatterState))
        ),
        *(f"numbers-state-{state}" for state in ("standing", "void", *get_args(MatterState))),
        *(f"viewer-{shown}" for shown in ("nothing", "too-large", "broken", "away", "disposed")),
        *(f"retention-part-{part.replace('_', '-')}" for part in RETENTION_PARTS),
        *(f"retention-{part}-{moment}" for part in ("from", "since") for moment in COUNTED_FROM),
        *(f"retention-then-{way}" for way in THEN),
        *(f"retention-was-{what}" for what in ("added", "removed", "default")),
        *(f"retention-outcome-{outcome}" for outcome in OUTCOMES_OF_DISPOSALS),
    }


def trees(repository: Path) -> Iterator[ast.Module]:
    return map(parsed, modules(repository, "services", "shared", "deploy"))


def templates(repository: Path) -> Iterator[str]:
    for path in sorted((repository / "services").rglob("templates/*.html")):
        yield path.read_text(encoding="utf-8")


def written(repository: Path) -> set[str]:
    """Every string in code, or in a template, that could be a key."""
    constants = (node.value for tree in trees(repository) for node in ast.walk(tree) if isinstance(node, ast.Constant))
    in_code = {value for value in constants if isinstance(value, str) and KEY.fullmatch(value)}
    return in_code | {key for template in templates(repository) for key in IN_TEMPLATE.findall(template)}


def looked_up(repository: Path) -> set[str]:
    """Keys that code and templates ask for by their whole name."""
    found: set[str] = {key for template in templates(repository) for key in ASKED_IN_TEMPLATE.findall(template)}
    for tree in trees(repository):
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in LOOKED_UP_BY:
                values = (node.value for node in call.args if isinstance(node, ast.Constant))
                found |= {value for value in values if isinstance(value, str) and KEY.fullmatch(value) and "-" in value}
    return found


def test_what_is_said_is_in_the_catalogue(repository: Path) -> None:
    asked = looked_up(repository)
    assert len(asked) > 15
    assert sorted((asked | made_up(repository)) - keys()) == []


def test_templates_of_pages_hold_no_words_of_their_own(repository: Path) -> None:
    for path in sorted((repository / "services/portal/templates").glob("*.html")):
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r"[^\W\d_]{2,}", bare) in ([], ["SHA"]), path.name


def test_nothing_is_in_the_catalogue_that_nobody_says(repository: Path) -> None:
    assert sorted(keys() - written(repository) - made_up(repository)) == []
