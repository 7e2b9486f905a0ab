"""What clerks do with the first letters: without them nothing would be rejected, confirmed or void."""

from bench.million.signed_in import SignedIn

REJECTED, VOIDED, ASSIGNED = 3, 100, 3
"""Of what waits at the desk, of what is in the book and of what is doubtful, every so manieth."""


def clerk_work(people: SignedIn, *, year: int) -> None:
    """Reject, void, and give to other units, some of everything."""
    waiting = people.get("clerk", "/api/v1/desk", {"limit": 200}).json()["waiting"]
    for matter in waiting[::REJECTED]:
        reason = {"reason": "الطلب من اختصاص جهة أخرى."}
        path = f"/api/v1/desk/{matter['submission_id']}/reject"
        people.post("clerk", path, reason, version=matter["version"])
    entries = people.get("clerk", f"/api/v1/registers/incoming/{year}", {"limit": 1000}).json()["entries"]
    for entry in [entry for entry in entries if not entry["voided_at"]][::VOIDED]:
        path = f"/api/v1/transactions/{entry['number']}"
        version = people.get("clerk", path).json()["version"]
        people.post("clerk", f"{path}/void", {"reason": "سُجِّل مرتين."}, version=version)
    doubtful = people.get("clerk", "/api/v1/routes", {"certainty": "doubtful", "limit": 200}).json()["routes"]
    for route in doubtful[::ASSIGNED]:
        path, unit = f"/api/v1/routes/{route['number']}/assign", {"unit_id": "labour-permits"}
        people.post("clerk", path, unit, version=route["version"])
