"""Nothing lost, nothing twice, and every byte as it was sent."""

import hashlib
from collections.abc import Iterator

from tests.faults.oracle.facts import Facts, Violation
from tests.faults.oracle.rules.lookup import grouped, submissions_by_document


def nothing_lost_nothing_twice(facts: Facts) -> Iterator[Violation]:
    """What got a yes is one submission; what got none is at most one; no submission comes from nowhere."""
    rule = "nothing lost, nothing twice"
    made_of = submissions_by_document(facts)
    for document in facts.documents:
        found = made_of[document.name]
        if document.promised and not found:
            yield Violation(rule=rule, what=f"{document.name} ({document.kind}) got a yes and is not there")
        if len(found) > 1:
            yield Violation(rule=rule, what=f"{document.name} ({document.kind}) is there {len(found)} times")
        told = {one.reply.submission for one in document.attempts if one.reply.submission}
        if told - {each.id for each in found}:
            yield Violation(rule=rule, what=f"{document.name} was told of submissions {sorted(told)}")
    known = {each.id for found in made_of.values() for each in found}
    for submission in facts.submissions:
        if submission.id not in known:
            yield Violation(rule=rule, what=f"submission {submission.id} was never sent")


def every_submission_has_its_matter(facts: Facts) -> Iterator[Violation]:
    """Each submission opened one matter or completed one, and no matter knows of others."""
    rule = "every submission has its matter"
    places = [each.submission for each in facts.matters]
    places += [supplement for each in facts.matters for supplement in each.supplements]
    by_id = grouped(places, lambda each: each)
    for submission in facts.submissions:
        if len(by_id[submission.id]) != 1:
            yield Violation(rule=rule, what=f"submission {submission.id} has {len(by_id[submission.id])} places")
    for unknown in set(places) - {each.id for each in facts.submissions}:
        yield Violation(rule=rule, what=f"a matter knows of {unknown}, which intake does not")


def same_bytes(facts: Facts) -> Iterator[Violation]:
    """The raw mail or manifest, and every file in it, lie in the vault as they were sent."""
    rule = "same bytes"
    made_of = submissions_by_document(facts)
    matters = {each.submission: each for each in facts.matters}
    homes = {supplement: each for each in facts.matters for supplement in each.supplements}
    for document in facts.documents:
        for submission in made_of[document.name]:
            if facts.blobs.get(submission.sha256) != (submission.sha256, submission.size):
                yield Violation(rule=rule, what=f"{document.name}: its raw bytes are not in the vault")
            sent = {one.sha256: one.size for one in document.attempts}
            if document.channel == "mail" and sent.get(submission.sha256) != submission.size:
                yield Violation(rule=rule, what=f"{document.name}: {submission.size} bytes were not sent")
            matter = matters.get(submission.id) or homes.get(submission.id)
            for name, content in document.files.items():
                hashed = hashlib.sha256(content).hexdigest()
                if facts.blobs.get(hashed) != (hashed, len(content)):
                    yield Violation(rule=rule, what=f"{document.name}: {name} is not in the vault")
                if matter is not None and matter.documents.count(hashed) != 1:
                    yield Violation(rule=rule, what=f"{document.name}: its matter has {name} not once")


def storage_knows_every_document(facts: Facts) -> Iterator[Violation]:
    """Each raw message and file of a matter is known to storage once, and belongs there to that matter."""
    rule = "storage knows every document"
    homes = {place: each.submission for each in facts.matters for place in (each.submission, *each.supplements)}
    stored = {each.id: each for each in facts.stored}
    for submission in facts.submissions:
        raw = stored.get(submission.id)
        if raw is None or raw.sha256 != submission.sha256:
            yield Violation(rule=rule, what=f"the raw message of {submission.id} is not known")
    for each in facts.stored:
        if each.home != homes.get(each.brought_by):
            yield Violation(
                rule=rule, what=f"document {each.id} belongs to {each.home}, not {homes.get(each.brought_by)}"
            )
    by_home = grouped((each for each in facts.stored if each.id != each.brought_by), lambda each: each.home)
    for matter in facts.matters:
        if sorted(matter.documents) != sorted(each.sha256 for each in by_home[matter.submission]):
            yield Violation(rule=rule, what=f"matter {matter.submission} has other documents than storage")


def nobody_waits_outside(facts: Facts) -> Iterator[Violation]:
    """Whoever came again and again after everything was healed got a yes."""
    for document in facts.documents:
        if not document.promised and not document.given_up:
            last = document.attempts[-1].reply.words if document.attempts else "never tried"
            yield Violation(rule="nobody waits outside", what=f"{document.name} ({document.kind}): {last}")


def nobody_is_refused(facts: Facts) -> Iterator[Violation]:
    """All documents are valid, so our own trouble must never be a no for good."""
    for document in facts.documents:
        for attempt in document.attempts:
            if attempt.reply.answer == "no":
                yield Violation(rule="nobody is refused", what=f"{document.name}: {attempt.reply.words}")
