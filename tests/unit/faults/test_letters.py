"""What the senders write follows from the seed."""

from collections import Counter

from tests.faults.senders.letters import WEIGHTS, Writer


def test_the_same_seed_writes_the_same_and_another_seed_something_else() -> None:
    first, second, other = (Writer(seed) for seed in (1, 1, 2))
    for _ in range(20):
        document = first.next()
        assert document == second.next()
        assert document != other.next()


def test_every_kind_is_written_and_no_two_documents_are_the_same() -> None:
    writer = Writer(3)
    documents = [writer.next() for _ in range(300)]
    assert set(Counter(each.kind for each in documents)) == set(WEIGHTS)
    assert len({content for each in documents for content in each.files.values()}) == len(documents)


def test_a_mail_gathers_a_trace_header_on_each_journey_and_stays_the_same_below() -> None:
    document = Writer(4).next("letter")
    assert document.variant(0) == document.raw
    assert document.variant(2).endswith(document.raw)
    assert document.variant(2).count(b"Received: ") == 2


def test_what_completes_a_document_is_by_its_sender_and_needs_no_clerk() -> None:
    writer = Writer(5)
    document = writer.next("incomplete upload")
    by_mail = writer.completing(document, reply_to="documents+token@diwan.example")
    by_upload = writer.completing(document, token="0" * 32)
    assert (by_mail.sender, by_mail.completes) == (document.sender, document.name)
    assert by_upload.path == f"/api/v1/tracking/{'0' * 32}/supplements"
