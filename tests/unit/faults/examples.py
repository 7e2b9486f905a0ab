"""A small day on which everything went well, as the oracle would know it."""

import datetime as dt
from dataclasses import replace
from hashlib import sha256

from tests.faults.history import Attempt, Document, Reply
from tests.faults.nemesis.fault import Happened
from tests.faults.oracle.facts import Crowd, DeadLetter, Entry, Facts, Leftovers, Matter, Route, Stored, Submission
from tests.faults.relay_sink import Taken

NEW_YEAR = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
PAPER = b"%PDF-1.4\npaper of "


def hashed(content: bytes) -> str:
    return sha256(content).hexdigest()


def document(
    name: str, *answers: Reply, urgent: bool = False, needs_nobody: bool = True, completes: str = ""
) -> Document:
    made = Document(
        name=name,
        kind="letter",
        channel="mail",
        sender=f"{name}@company.example",
        raw=f"Subject: {name}\r\n\r\n".encode(),
        files={"paper.pdf": PAPER + name.encode()},
        urgent=urgent,
        needs_nobody=needs_nobody,
        completes=completes,
    )
    for journey, reply in enumerate(answers or (Reply(answer="yes"),)):
        raw = made.variant(journey)
        made.attempts.append(Attempt(at=1.0, answered_at=2.0, sha256=hashed(raw), size=len(raw), reply=reply))
    return made


def submission(of: Document, *, journey: int = 0) -> Submission:
    raw = of.variant(journey)
    return Submission(id=f"id-{of.name}", key=f"mail:{of.name}", sha256=hashed(raw), size=len(raw))


def taken(of: str, kind: str, *, at: float = 10.0, answered: bool = True, text: str = "") -> Taken:
    return Taken(
        at=at,
        message_id=f"<{kind}.{of}>",
        kind=kind,
        submission=f"id-{of}",
        number="",
        recipient=f"{of}@company.example",
        reply_to="",
        sha256=hashed(f"{kind}{of}{text}".encode()),
        answered=answered,
    )


def happened(name: str, *touches: str, begun: float, healed: float, struck: bool = True) -> Happened:
    return Happened(
        name=name, touches=frozenset(touches), begun=begun, healed=healed, struck=(begun,) if struck else ()
    )


def a_good_day() -> Facts:
    """Two letters, one of them urgent and sent twice; an application that was completed; a letter that got no yes."""
    lost, yes = Reply(answer="lost"), Reply(answer="yes")
    documents = (
        document("one"),
        document("two", lost, yes, urgent=True),
        document("application", needs_nobody=False),
        document("papers", completes="application"),
        document("unanswered", lost),
    )
    documents[-1].given_up = True
    one, two, application, papers, _ = documents
    submissions = (submission(one), submission(two, journey=1), submission(application), submission(papers))
    entries = tuple(
        _entry(name, place, submissions) for place, name in enumerate(("two", "one", "application"), start=1)
    )
    numbers = {each.submission: each.number for each in entries}

    def matter(of: Document, *steps: str, brought: tuple[Document, ...] = ()) -> Matter:
        return Matter(
            submission=f"id-{of.name}",
            state="registered",
            number=numbers[f"id-{of.name}"],
            urgent=of.urgent,
            routed=True,
            supplements=tuple(f"id-{each.name}" for each in brought),
            documents=tuple(hashed(content) for each in (of, *brought) for content in each.files.values()),
            steps=("received", *steps, "registered"),
        )

    matters = (matter(one), matter(two), matter(application, "incomplete", "supplemented", brought=(papers,)))
    contents = [content for each in documents for content in each.files.values()]
    raws = {(each.sha256, each.size) for each in submissions} | {(hashed(each), len(each)) for each in contents}
    return Facts(
        documents=documents,
        submissions=submissions,
        blobs={name: (name, size) for name, size in raws},
        matters=matters,
        entries=entries,
        routes=tuple(Route(submission=each.submission, number=each.number) for each in entries),
        stored=tuple(
            stored
            for of, home in ((one, one), (two, two), (application, application), (papers, application))
            for stored in _stored(of, home, submissions)
        ),
        granted=frozenset(numbers),
        taken=(
            *(taken(of, kind) for of in ("one", "two", "application") for kind in ("received", "registered")),
            taken("application", "incomplete"),
        ),
        leftovers=Leftovers(
            queues={"registry.intake.submission-read.v1": 0, "registry.intake.submission-read.v1.dead": 1},
            outboxes={"diwan_registry.matters": 0},
            notices={"sent": 7},
            dead=(DeadLetter(queue="registry.intake.submission-read.v1", message_id="poison-0001"),),
        ),
        poison=frozenset({("registry.intake.submission-read.v1", "poison-0001")}),
        crowds=(Crowd(ordinary=("one", "application"), urgent=("two",)),),
    )


def with_entry(facts: Facts, place: int, **changes: object) -> Facts:
    """The same with one line of the book changed."""
    entries = list(facts.entries)
    entries[place] = replace(entries[place], **changes)  # type: ignore[arg-type]  # the caller knows the fields
    return replace(facts, entries=tuple(entries))


def with_matter(facts: Facts, place: int, **changes: object) -> Facts:
    """The same with one matter changed."""
    matters = list(facts.matters)
    matters[place] = replace(matters[place], **changes)  # type: ignore[arg-type]  # the caller knows the fields
    return replace(facts, matters=tuple(matters))


def with_leftovers(facts: Facts, **changes: object) -> Facts:
    """The same with something else left over."""
    return replace(facts, leftovers=replace(facts.leftovers, **changes))  # type: ignore[arg-type]  # the caller knows the fields


def _entry(name: str, place: int, submissions: tuple[Submission, ...]) -> Entry:
    of = next(each for each in submissions if each.id == f"id-{name}")
    return Entry(
        book="incoming",
        year=2027,
        sequence=place,
        number=f"IN-2027-{place:06}-0",
        submission=of.id,
        registered_at=NEW_YEAR + dt.timedelta(seconds=place),
        sha256=of.sha256,
    )


def _stored(of: Document, home: Document, submissions: tuple[Submission, ...]) -> list[Stored]:
    """The raw message of a document and its files, as storage knows them."""
    raw = next(each.sha256 for each in submissions if each.id == f"id-{of.name}")
    hashes = {f"id-{of.name}": raw} | {f"{of.name}/{name}": hashed(content) for name, content in of.files.items()}
    return [
        Stored(id=name, brought_by=f"id-{of.name}", home=f"id-{home.name}", sha256=sha256)
        for name, sha256 in hashes.items()
    ]
