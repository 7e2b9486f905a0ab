"""Urgent goes first."""

from collections.abc import Iterator, Sequence

from tests.faults.oracle.facts import Facts, Violation
from tests.faults.oracle.rules.lookup import submissions_by_document

MOST_BEFORE = 10
"""One in so many of a crowd may have a smaller number than an urgent letter that came after all of it.

By design none has: the urgent lane is opened first, and a batch takes urgent ones first. But the lanes are two streams
of one connection, so that a first small batch may leave before the urgent ones have been read.
"""


def overtakers(facts: Facts) -> Sequence[tuple[int, int]]:
    """For each urgent letter that came last into a crowd: how many of how many ordinary ones got smaller numbers."""
    made_of = submissions_by_document(facts)
    places = {each.submission: (each.year, each.sequence) for each in facts.entries}

    def places_of(names: tuple[str, ...]) -> list[tuple[int, int]]:
        return [places[each.id] for name in names for each in made_of[name] if each.id in places]

    return [
        (sum(each < place for each in places_of(crowd.ordinary)), len(crowd.ordinary))
        for crowd in facts.crowds
        for place in places_of(crowd.urgent)
    ]


def urgent_was_never_behind_ordinary(facts: Facts) -> Iterator[Violation]:
    """Urgent letters that came last into a crowd before a closed registry have numbers before (nearly) all of it."""
    for before, crowd in overtakers(facts):
        if before * MOST_BEFORE > crowd:
            what = f"{before} of {crowd} ordinary letters got numbers before an urgent one"
            yield Violation(rule="urgent was never behind ordinary", what=what)


def urgent_is_known_as_urgent(facts: Facts) -> Iterator[Violation]:
    """A matter is urgent if, and only if, its letter was."""
    made_of = submissions_by_document(facts)
    matters = {each.submission: each for each in facts.matters}
    for document in facts.documents:
        for submission in made_of[document.name]:
            matter = matters.get(submission.id)
            if matter is not None and matter.urgent != document.urgent:
                yield Violation(rule="urgent is known as urgent", what=f"{document.name} ({document.kind})")
