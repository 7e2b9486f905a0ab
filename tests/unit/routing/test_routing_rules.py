"""Which unit gets a transaction."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from services.directory.seed import load_units
from services.routing.rules import Decision, Ground, NoDocumentsDepartmentError, Rule, Rules, Units, decide, load_rules
from shared.yaml_config import ConfigError

CONFIG = Path(__file__).parents[3] / "config"
UNITS = Units(known=frozenset({"documents", "permits", "trade", "legal"}), documents_department="documents")


def rule(code: str, unit_id: str, certainty: float = 0.8, *, priority: int = 0, **when: Sequence[str]) -> Rule:
    return Rule(
        code=code,
        unit_id=unit_id,
        certainty=certainty,
        priority=priority,
        request_types=frozenset(when.get("request_types", ())),
        mailboxes=frozenset(when.get("mailboxes", ())),
        senders=frozenset(when.get("senders", ())),
        words=tuple(when.get("words", ())),
    )


def decided(
    *rules: Rule,
    unit_from_type: str | None = None,
    chosen_by_clerk: bool = False,
    request_type: str = "other",
    subject: str = "",
    text: str = "",
    sender: str | None = "someone@company.example",
    mailbox: str = "documents@diwan.example",
    document_names: Sequence[str] = (),
    units: Units = UNITS,
) -> Decision:
    return decide(
        Rules.of(rules, certain_from=0.6, type_certainty=0.7),
        Ground(
            unit_from_type=unit_from_type,
            chosen_by_clerk=chosen_by_clerk,
            request_type=request_type,
            subject=subject,
            text=text,
            sender=sender,
            mailbox=mailbox,
            document_names=tuple(document_names),
        ),
        units,
    )


def brief(decision: Decision) -> tuple[str, str, str]:
    return (decision.unit_id, decision.because, decision.certainty)


TRADE = rule("trade-words", "trade", words=["شهادة منشأ", "certificate of origin"])
LEGAL = rule("courts", "legal", senders=["courts.gov.example"])


def test_a_clerks_choice_is_certain_whatever_the_rules_say() -> None:
    decision = decided(TRADE, unit_from_type="permits", chosen_by_clerk=True, subject="شهادة منشأ")
    assert brief(decision) == ("permits", "clerk", "certain")


def test_without_a_rule_the_types_unit_gets_it() -> None:
    assert brief(decided(TRADE, unit_from_type="permits")) == ("permits", "request-type", "certain")


def test_without_a_rule_and_a_type_a_clerk_decides() -> None:
    assert brief(decided(TRADE)) == ("documents", "no-rule", "doubtful")


@pytest.mark.parametrize(
    "where", [{"subject": "طلب شهادة المنشأ"}, {"text": "Our Certificates  of\nOrigin"}, {"subject": "وشَهادة مَنشإ"}]
)
def test_words_are_found_folded_in_subject_and_text(where: dict[str, str]) -> None:
    phrases = rule("words", "trade", words=["شهادة منشأ", "certificates of origin"])
    assert brief(decided(phrases, subject=where.get("subject", ""), text=where.get("text", ""))) == (
        "trade",
        "words",
        "certain",
    )


def test_words_are_found_in_a_documents_name() -> None:
    assert brief(decided(TRADE, document_names=["scan.pdf", "certificate_of_origin.pdf"]))[0] == "trade"


def test_words_do_not_join_over_a_documents_end_by_half_words() -> None:
    assert brief(decided(TRADE, text="certificate of originality"))[1] == "no-rule"


@pytest.mark.parametrize(
    ("sender", "unit_id"),
    [
        ("Clerk@Courts.GOV.example", "legal"),
        ("a@appeal.courts.gov.example", "legal"),
        ("a@mycourts.gov.example", "documents"),
        ("courts.gov.example@elsewhere.example", "documents"),
        (None, "documents"),
        ("", "documents"),
    ],
)
def test_a_senders_domain_counts_with_what_is_below_it_and_nothing_else(sender: str | None, unit_id: str) -> None:
    assert decided(LEGAL, sender=sender).unit_id == unit_id


def test_a_whole_address_names_one_sender() -> None:
    one = rule("one", "legal", senders=["judge@courts.gov.example"])
    assert decided(one, sender="judge@courts.gov.example").because == "one"
    assert decided(one, sender="other@courts.gov.example").because == "no-rule"


def test_every_kind_of_condition_must_be_met() -> None:
    both = rule("both", "trade", senders=["wto.org"], words=["شهادة منشأ"], mailboxes=["trade@diwan.example"])
    assert decided(both, sender="a@wto.org", subject="شهادة منشأ").because == "no-rule"
    assert decided(both, sender="a@wto.org", subject="شهادة منشأ", mailbox="Trade@diwan.example").because == "both"


def test_a_stronger_rule_beats_the_type_and_a_weaker_one_does_not() -> None:
    strong, weak = rule("strong", "trade", 0.8, request_types=["other"]), rule("w", "trade", 0.65, words=["origin"])
    assert brief(decided(strong, unit_from_type="permits")) == ("trade", "strong", "certain")
    assert brief(decided(weak, unit_from_type="permits", text="origin")) == ("permits", "request-type", "certain")


def test_priority_goes_before_certainty() -> None:
    decision = decided(TRADE, rule("court", "legal", 0.6, priority=5, senders=["company.example"]), text="شهادة منشأ")
    assert brief(decision) == ("legal", "court", "certain")


def test_equal_rules_for_different_units_leave_it_to_a_clerk() -> None:
    decision = decided(TRADE, LEGAL, sender="a@courts.gov.example", subject="شهادة منشأ")
    assert brief(decision) == ("documents", "rules-disagree", "doubtful")
    assert decision.candidates == ("trade", "legal")


def test_equal_rules_for_one_unit_agree() -> None:
    again = rule("again", "trade", senders=["company.example"])
    assert brief(decided(TRADE, again, subject="شهادة منشأ")) == ("trade", "trade-words", "certain")


def test_the_type_confirms_one_of_equal_rules() -> None:
    decision = decided(TRADE, LEGAL, unit_from_type="legal", sender="a@courts.gov.example", subject="شهادة منشأ")
    assert brief(decision) == ("legal", "courts", "certain")


def test_a_rule_as_strong_as_the_type_for_another_unit_leaves_it_to_a_clerk() -> None:
    decision = decided(rule("even", "trade", 0.7, words=["origin"]), unit_from_type="permits", text="origin")
    assert brief(decision) == ("documents", "rules-disagree", "doubtful")
    assert decision.candidates == ("trade", "permits")


def test_a_type_of_the_documents_department_yields_to_any_certain_rule() -> None:
    words = rule("words", "trade", 0.65, words=["origin"])
    assert brief(decided(words, unit_from_type="documents", text="origin")) == ("trade", "words", "certain")
    even = rule("even", "trade", 0.7, words=["origin"])
    assert brief(decided(even, unit_from_type="documents", text="origin")) == ("trade", "even", "certain")


def test_a_type_of_the_documents_department_stands_where_no_rule_says_more() -> None:
    hint = rule("hint", "trade", 0.4, words=["origin"])
    assert brief(decided(hint, unit_from_type="documents", text="origin")) == ("documents", "request-type", "certain")


def test_a_weak_rule_alone_only_suggests() -> None:
    decision = decided(rule("hint", "trade", 0.4, words=["origin"]), text="origin")
    assert brief(decision) == ("documents", "rule-weak", "doubtful")
    assert (decision.candidates, decision.score) == (("trade",), 0.4)


@pytest.mark.parametrize("chosen_by_clerk", [True, False])
def test_a_unit_that_does_not_exist_leaves_it_to_a_clerk(*, chosen_by_clerk: bool) -> None:
    decision = decided(unit_from_type="removed", chosen_by_clerk=chosen_by_clerk)
    assert brief(decision) == ("documents", "unit-unknown", "doubtful")
    assert brief(decided(rule("r", "removed", senders=["company.example"])))[1] == "unit-unknown"


def test_without_a_documents_department_nothing_can_be_decided() -> None:
    with pytest.raises(NoDocumentsDepartmentError):
        Units.of([])


rules = st.builds(
    rule,
    code=st.sampled_from(["a", "b", "c"]),
    unit_id=st.sampled_from(["permits", "trade", "legal", "removed"]),
    certainty=st.sampled_from([0.4, 0.65, 0.7, 0.9]),
    priority=st.integers(min_value=0, max_value=1),
    words=st.lists(st.sampled_from(["origin", "permit", "منشأ"]), min_size=1, max_size=2),
)


@given(st.lists(rules, max_size=5), st.sampled_from([None, "permits", "removed"]), st.text(), st.data())
def test_it_always_goes_to_a_unit_that_exists_and_doubt_goes_to_the_documents_department(
    listed: list[Rule], unit_from_type: str | None, subject: str, data: st.DataObject
) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(["origin", "permit", "منشأ", "x"]))))
    decision = decided(*listed, unit_from_type=unit_from_type, subject=subject, text=text)
    assert decision.unit_id in UNITS.known
    assert decision.certainty == "certain" or decision.unit_id == "documents"
    shuffled = decided(*data.draw(st.permutations(listed)), unit_from_type=unit_from_type, subject=subject, text=text)
    assert (shuffled.unit_id, shuffled.certainty) == (decision.unit_id, decision.certainty)


# The rules of the demonstration


@pytest.fixture(scope="module")
def demonstration() -> Rules:
    return load_rules(CONFIG / "routing-rules.yaml")


def test_the_demonstrations_rules_name_units_of_the_demonstration(demonstration: Rules) -> None:
    units = {unit.unit_id for unit in load_units(CONFIG / "seed" / "units.yaml") if unit.receives}
    assert {one.unit_id for one in demonstration.rules} <= units
    assert len(demonstration.rules) >= 12


@pytest.mark.parametrize(
    ("subject", "sender", "unit_from_type", "unit_id", "because"),
    [
        ("نرجو تجديد تصاريح العمل لعدد ثلاثة عمال", "a@c.example", None, "labour-permits", "words-labour-permit"),
        ("شكوى عمالية بسبب فصل تعسفي", "a@c.example", None, "labour-relations", "words-labour-dispute"),
        ("Registration of a trademark", "a@c.example", None, "intellectual-property", "words-intellectual-property"),
        ("تصريح عمل مع تأمين إصابة عمل", "a@c.example", "labour-permits", "labour-permits", "request-type"),
        ("بلاغ عن إصابة عمل", "a@c.example", "documents", "occupational-safety", "words-accident"),
        ("طلب ترخيص استقدام قوى عاملة", "a@c.example", None, "employment-training", "words-recruitment-office"),
        ("Circular", "info@wto.org", None, "foreign-trade", "sender-wto"),
        ("سؤال برلماني عن السجل التجاري", "q@shura.gov.example", None, "minister-office", "sender-parliament"),
        ("حكم قضائي في تصريح عمل", "a@courts.gov.example", "labour-permits", "legal-affairs", "sender-courts"),
        ("استفسار عن عقد العمل", "a@c.example", None, "documents", "rule-weak"),
        ("السجل التجاري وحماية المستهلك", "a@c.example", None, "documents", "rules-disagree"),
        ("تحية طيبة", "a@c.example", None, "documents", "no-rule"),
    ],
)
def test_the_demonstrations_rules_route_real_subjects(
    demonstration: Rules, *, subject: str, sender: str, unit_from_type: str | None, unit_id: str, because: str
) -> None:
    units = Units(
        known=frozenset(unit.unit_id for unit in load_units(CONFIG / "seed" / "units.yaml")),
        documents_department="documents",
    )
    decision = decide(
        demonstration,
        Ground(
            unit_from_type=unit_from_type,
            request_type="other",
            subject=subject,
            sender=sender,
            mailbox="documents@diwan.example",
        ),
        units,
    )
    assert (decision.unit_id, decision.because) == (unit_id, because)


def keywords() -> Iterator[tuple[str, str]]:
    for path in sorted((CONFIG / "request-types").glob("*.yaml")):
        request_type = yaml.safe_load(path.read_text(encoding="utf-8"))
        for words in request_type.get("keywords", {}).values():
            yield from ((word, request_type["unit"]) for word in words)


def test_no_rule_sends_a_request_types_own_words_to_another_unit(demonstration: Rules) -> None:
    known = frozenset(unit.unit_id for unit in load_units(CONFIG / "seed" / "units.yaml"))
    units = Units(known=known, documents_department="documents")
    sent = {word: (unit, by_words(demonstration, word, units)) for word, unit in keywords()}
    assert len(sent) > 100
    assert {word: both for word, both in sent.items() if both[1] not in (both[0], "documents")} == {}


def by_words(rules: Rules, subject: str, units: Units) -> str:
    return decide(rules, Ground(request_type="general-correspondence", subject=subject), units).unit_id


# Files that are wrong

HEAD = "certain_from: 0.6\ntype_certainty: 0.7\nrules:\n"
GOOD = "  - {code: a, unit: u, certainty: 0.8, when: {senders: [Wto.org, Me@Here.example]}}\n"


def test_senders_are_compared_without_case(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    assert load_rules(path).rules[0].senders == {"wto.org", "me@here.example"}


@pytest.mark.parametrize(
    ("rules_text", "line", "field", "message"),
    [
        ("  - {code: a, unit: u, certainty: 2, when: {senders: [a.b]}}\n", 4, "rules[0].certainty", "less than"),
        ("  - {code: a, unit: u, certainty: 1, when: {}}\n", 4, "rules[0].when", "has no condition"),
        ("  - {code: a, unit: u, certainty: 1, when: {words: {ar: [؟]}}}\n", 4, "rules[0].when.words.ar[0]", "never"),
        ("  - {code: a, unit: u, certainty: 1, when: {senders: [wto]}}\n", 4, "rules[0].when.senders[0]", "pattern"),
        ("  - {code: a, unit: u, certainty: 1, wen: {}}\n", 4, "rules[0].wen", "not permitted"),
        (GOOD + GOOD, 5, "rules[1].code", "earlier rule"),
        ("  - {code: clerk, unit: u, certainty: 1, when: {senders: [a.b]}}\n", 4, "rules[0].code", "of its own"),
        ("  []\n", 3, "rules", "at least 1"),
    ],
)
def test_a_wrong_rule_names_file_line_and_field(
    tmp_path: Path, rules_text: str, line: int, field: str, message: str
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(HEAD + rules_text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message) as raised:
        load_rules(path)
    assert (line, field) in {(problem.line, problem.field) for problem in raised.value.problems}


def test_a_type_that_could_never_decide_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(HEAD.replace("0.7", "0.5") + GOOD, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"rules\.yaml:2: type_certainty"):
        load_rules(path)
