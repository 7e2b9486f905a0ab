"""Holds what was promised against what is there: every finding is a sentence, and there should be none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from tests.fuzz.history import History
from tests.fuzz.notices import Notice

ENDS = frozenset({"incomplete", "undecided", "registered", "rejected"})


Record = Mapping[str, Any]


class Evidence(Protocol):
    """What a stack keeps and says of itself, as `tests.fuzz.inside` looks it up."""

    def submissions(self) -> Sequence[Record]:
        """What intake has taken."""

    def matters(self) -> Sequence[Record]:
        """What the registry made of it."""

    def blob(self, name: str) -> str:
        """The hash of what really lies in the bucket under this one."""

    def dead_letters(self) -> Counter[str]:
        """How many, by queue."""

    def tracebacks(self) -> Iterable[str]:
        """Where a service's log holds one."""


def verdict(history: History, inside: Evidence, notices: Counter[Notice]) -> list[str]:
    """Everything that is not as it must be."""
    submissions = inside.submissions()
    return [
        *_kept(history, submissions),
        *_promised(history, submissions),
        *_settled(history, inside, submissions),
        *_manners(history, submissions, notices),
        *(f"{count} dead letters in {queue}" for queue, count in inside.dead_letters().items()),
        *(f"traceback: {text} ({count})" for text, count in Counter(inside.tracebacks()).items()),
        *_to_the_bit(inside, submissions),
    ]


def _kept(history: History, submissions: Sequence[Record]) -> Iterator[str]:
    """What is there was sent, and is there once for each mailbox."""
    there: Counter[tuple[str, str]] = Counter()
    for one in submissions:
        sent = history.sent.get(one["sha256"])
        if sent is None:
            yield f"submission {one['_id']} from {one['envelope_sender']!r} is nothing that was sent: {one['sha256']}"
        else:
            there[sent[0].identity, one["mailbox"]] += 1
    for (identity, mailbox), count in there.items():
        if count > 1:
            yield f"{count} submissions in {mailbox} of the one mail {identity}"


def _promised(history: History, submissions: Sequence[Record]) -> Iterator[str]:
    """As many of a session's letters are there as it was told, or as it may not have heard of."""
    mailboxes: defaultdict[str, set[str]] = defaultdict(set)
    for one in submissions:
        for sent in history.sent.get(one["sha256"], ())[:1]:
            mailboxes[sent.identity].add(one["mailbox"])
    named = {one.identity: one.mailboxes for sent in history.sent.values() for one in sent}
    possible = {one for delivery in history.deliveries if delivery.yes or delivery.maybe for one in delivery.identities}
    for delivery in history.deliveries:
        there = sum(bool(mailboxes[identity]) for identity in delivery.identities)
        if there < delivery.yes:
            yield f"{delivery.kind} {delivery.number}: {delivery.yes} yes, and {there} submissions"
        if there > delivery.yes + delivery.maybe and not delivery.identities <= possible:
            yield f"{delivery.kind} {delivery.number}: {delivery.yes} yes, but {there} submissions"
        if delivery.yes and not delivery.maybe:
            for identity in delivery.identities:
                if mailboxes[identity] and not named[identity] <= mailboxes[identity]:
                    yield f"{delivery.kind} {delivery.number}: not in every mailbox that it was taken for"


def _settled(history: History, inside: Evidence, submissions: Sequence[Record]) -> Iterator[str]:
    """Every submission was read, and has an end that somebody sees."""
    matters = {one["_id"]: one for one in inside.matters()}
    supplements = {one for matter in matters.values() for one in matter["supplements"]}
    for one in submissions:
        matter = matters.get(one["_id"])
        if one["state"] != "read":
            yield f"{_number(history, one)}: not read"
        elif matter is None and one["_id"] not in supplements:
            yield f"{_number(history, one)}: not in the registry"
        elif matter is not None and matter["state"] not in ENDS:
            yield f"{_number(history, one)}: {matter['state']}"
        elif matter is not None and (code := unreadable_because(matter)) in ("crashed", "unforeseen"):
            yield f"{_number(history, one)}: the reader did not foresee it ({code})"


def _manners(history: History, submissions: Sequence[Record], notices: Counter[Notice]) -> Iterator[str]:
    """Nobody is told who must not be, everybody is who must, and nothing is told twice."""
    ours = {str(one["_id"]): one for one in submissions}
    senders = {one.sender for sent in history.sent.values() for one in sent}
    for notice, count in notices.items():
        submission = ours.get(notice.submission)
        if submission is None:
            if notice.recipient in senders:
                yield f"told of nothing that is there: {notice}"
            continue  # other people's matter
        if count > 1:
            yield f"{count} times told: {notice}"
        if _plain(notice.recipient) != _plain(submission["envelope_sender"]):
            yield f"told somebody who is not the return path: {notice}"
        if not _may_be_answered(history, submission):
            yield f"{_number(history, submission)}: answered what may not be answered: {notice}"
    told = {one.submission for one in notices if one.kind == "received"}
    for name, submission in ours.items():
        if name not in told and _must_be_answered(history, submission):
            yield f"{_number(history, submission)}: nobody was told that it was received"


def _may_be_answered(history: History, submission: Record) -> bool:
    sent = history.sent.get(submission["sha256"], ())
    return bool(submission["envelope_sender"]) and any(one.answer != "never" for one in sent)


def _must_be_answered(history: History, submission: Record) -> bool:
    sent = history.sent.get(submission["sha256"], ())
    return bool(sent) and all(one.answer == "must" for one in sent)


def _plain(address: str) -> str:
    """An address with its domain as programs compare it (RFC 5890)."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode().lower()}"
    except UnicodeError:
        return address


def _to_the_bit(inside: Evidence, submissions: Sequence[Record]) -> Iterator[str]:
    for name in {one["sha256"] for one in submissions}:
        if inside.blob(name) != name:
            yield f"blob {name} is not what was sent"


def _number(history: History, submission: Record) -> str:
    sent = history.sent.get(submission["sha256"], ())
    return ", ".join(f"{one.kind} {one.number}" for one in sent) or f"submission {submission['_id']}"


def unreadable_because(matter: Record) -> str:
    """Why a matter could not be read, or nothing."""
    if matter["readable"]:
        return ""
    why = next((str(step["why"]) for step in matter["history"] if step["what"] == "undecided"), "")
    return why.removeprefix("unreadable: ")
