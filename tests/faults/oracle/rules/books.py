"""The books: who is in them, with which number, and which unit has it."""

from collections.abc import Iterator

from tests.faults.oracle.facts import Facts, Violation
from tests.faults.oracle.rules.lookup import grouped, submissions_by_document


def numbers_have_no_gap(facts: Facts) -> Iterator[Violation]:
    """In each book and year: 1..n, each once, in order of the time of registration; and no year before the last ended."""
    rule = "numbers are 1..n in order of time"
    for (book, year), entries in grouped(facts.entries, lambda each: (each.book, each.year)).items():
        in_order = sorted(entries, key=lambda each: each.sequence)
        sequences = [each.sequence for each in in_order]
        if sequences != list(range(1, len(sequences) + 1)):
            yield Violation(rule=rule, what=f"{book} {year}: {sequences}")
        for entry in in_order:
            if f"-{year}-{entry.sequence:06}-" not in entry.number:
                yield Violation(rule=rule, what=f"{book} {year}: place {entry.sequence} has the number {entry.number}")
    for book, entries in grouped(facts.entries, lambda each: each.book).items():
        in_order = sorted(entries, key=lambda each: (each.year, each.sequence))
        times = [each.registered_at for each in in_order]
        if times != sorted(times):
            yield Violation(rule=rule, what=f"{book}: later numbers have earlier times")


def what_is_complete_is_registered_once(facts: Facts) -> Iterator[Violation]:
    """A document that lacks nothing, or was completed, has one number; what still lacks something has none."""
    rule = "one registration each"
    made_of = submissions_by_document(facts)
    lines = grouped(facts.entries, lambda each: each.submission)
    matters = {each.submission: each for each in facts.matters}
    completed = {document.completes for document in facts.documents if made_of[document.name]}
    for document in facts.documents:
        for submission in made_of[document.name]:
            complete = document.needs_nobody or document.name in completed
            wanted = 1 if complete and not document.completes else 0
            got = lines[submission.id]
            if len(got) != wanted:
                yield Violation(
                    rule=rule, what=f"{document.name} ({document.kind}) has {len(got)} numbers, not {wanted}"
                )
            matter = matters.get(submission.id)
            numbers = [each.number for each in got]
            if matter is not None and numbers != ([matter.number] if matter.number else []):
                yield Violation(rule=rule, what=f"{document.name}: book says {numbers}, matter {matter.number!r}")
            if any(each.sha256 != submission.sha256 for each in got):
                yield Violation(rule=rule, what=f"{document.name}: the book has another hash")
    for stranger in set(lines) - {each.id for each in facts.submissions}:
        yield Violation(rule=rule, what=f"the book has {stranger}, which intake does not know")


def every_registration_has_one_route(facts: Facts) -> Iterator[Violation]:
    """One route for each line of the books, with its number, and matter and storage know that it is routed."""
    rule = "one route each"
    routes = grouped(facts.routes, lambda each: each.submission)
    matters = {each.submission: each for each in facts.matters}
    for entry in facts.entries:
        numbers = [each.number for each in routes[entry.submission]]
        if numbers != [entry.number]:
            yield Violation(rule=rule, what=f"{entry.number} has the routes {numbers}")
        if entry.submission in matters and not matters[entry.submission].routed:
            yield Violation(rule=rule, what=f"the matter of {entry.number} does not know its unit")
        if entry.submission not in facts.granted:
            yield Violation(rule=rule, what=f"storage shows the documents of {entry.number} to no unit")
    for stranger in {each.submission for each in facts.routes} - {each.submission for each in facts.entries}:
        yield Violation(rule=rule, what=f"{stranger} is routed and not registered")
