"""One letter is one trace, from the SMTP session to the last notice, with the steps that an operator looks for."""

from collections.abc import Callable

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from deploy.local.stack import Stack
from tests.collector import Collector
from tests.e2e.outside import Outside, letter, wait_for

STEPS = {
    ("intake", "smtp DATA"),
    ("intake", "vault put"),
    ("intake", "keep submission"),
    ("intake", "read mail"),
    ("intake", "publish intake.submission-read.v1"),
    ("registry", "hear intake.submission-read.v1"),
    ("registry", "commit in the books"),
    ("registry", "publish registry.transaction-registered.v1"),
    ("storage", "hear intake.submission-read.v1"),
    ("routing", "hear registry.transaction-registered.v1"),
    ("routing", "publish routing.transaction-routed.v1"),
    ("notify", "hear routing.transaction-routed.v1"),
    ("notify", "send notice"),
}


def test_one_connected_trace_shows_every_step_and_names_nobody(
    outside: Outside, stack: Stack, collector: Collector, somebody: Callable[[], str]
) -> None:
    sender = somebody()
    outside.send(letter(sender=sender, subject="خطاب يُتتبع خطوة خطوة", files=("خطاب.pdf",)), sender=sender)
    notice = outside.notice(recipient=sender, kind="registered")

    def whole() -> list[tuple[str, Span]] | None:
        by_trace: dict[bytes, list[tuple[str, Span]]] = {}
        for service, span in list(collector.spans):
            by_trace.setdefault(span.trace_id, []).append((service.removeprefix("diwan-"), span))
        for spans in by_trace.values():
            if {(service, span.name) for service, span in spans} >= STEPS and trace_of(stack, notice.submission) == (
                spans[0][1].trace_id.hex()
            ):
                return spans
        return None

    spans = wait_for(whole)
    ids = {span.span_id for _, span in spans}
    roots = [span.name for _, span in spans if not span.parent_span_id]
    assert roots == ["smtp DATA"]
    assert [span.name for _, span in spans if span.parent_span_id and span.parent_span_id not in ids] == []
    told = b"".join(span.SerializeToString() for _, span in spans)
    for secret in (sender, sender.split("@")[0], notice.number, notice.submission, "خطاب"):
        assert secret.encode() not in told


def trace_of(stack: Stack, submission: str) -> str:
    """The trace id that intake's log has for a submission."""
    for line in stack.layout.log("intake").read_text(encoding="utf-8").splitlines():
        if submission in line and '"trace_id": "' in line:
            return line.split('"trace_id": "')[1].split('"')[0]
    return ""
