"""Request types and matters as registry tells them."""

from datetime import UTC, datetime
from typing import Any

from services.portal.model import Matter, RequestType

TOKEN = "0123456789abcdef0123456789abcdef"
RECEIVED = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)

PERMIT: dict[str, Any] = {
    "code": "work-permit",
    "title": {"ar": "إصدار تصريح عمل", "en": "Issue of a work permit"},
    "help": {"ar": "طلب استقدام قوى عاملة.", "en": "Permission to recruit a worker from abroad."},
    "mailbox": None,
    "fields": [
        {
            "name": "civil_number",
            "title": {"ar": "الرقم المدني", "en": "Civil number"},
            "required": True,
            "pattern": "[0-9]{7,9}",
        },
        {"name": "occupation", "title": {"ar": "المهنة", "en": "Occupation"}, "required": False, "pattern": None},
    ],
    "documents": [
        {
            "code": "passport",
            "title": {"ar": "جواز السفر", "en": "Passport"},
            "help": {"ar": "صفحة البيانات.", "en": "The data page."},
            "required": True,
            "media_types": ["application/pdf", "image/jpeg"],
        },
        {
            "code": "photograph",
            "title": {"ar": "صورة شخصية", "en": "Photograph"},
            "help": {"ar": "بخلفية بيضاء.", "en": "On white."},
            "required": False,
        },
    ],
    "days_to_answer": 10,
    "original_required": False,
}
GENERAL: dict[str, Any] = {
    "code": "general-correspondence",
    "title": {"ar": "مراسلات عامة", "en": "General correspondence"},
    "help": {"ar": "لا يندرج تحت غيره.", "en": "Of none of the other types."},
    "fields": [],
    "documents": [],
    "days_to_answer": 7,
}
TYPES = tuple(RequestType.model_validate(one) for one in (PERMIT, GENERAL))

UNDECIDED: dict[str, Any] = {"state": "undecided", "since": RECEIVED.isoformat(), "missing": []}
INCOMPLETE: dict[str, Any] = {
    "state": "incomplete",
    "since": RECEIVED.isoformat(),
    "missing": [
        {
            "code": "passport",
            "title": {"ar": "جواز السفر", "en": "Passport"},
            "help": {"ar": "صفحة البيانات.", "en": "The data page."},
        }
    ],
}
REGISTERED: dict[str, Any] = {
    "state": "registered",
    "since": RECEIVED.isoformat(),
    "number": "IN-2026-000123-7",
    "unit": {"ar": "دائرة تصاريح العمل", "en": "Labour Permits Department"},
    "telephone": "+968 24 000 310",
    "due": "2026-12-06",
    "missing": [],
    "documents": [{"name": "جواز <سفر>.pdf", "sha256": "9f" * 32, "size": 51200}],
}
FULLY_TOLD: dict[str, Any] = REGISTERED | {
    "received_at": RECEIVED.isoformat(),
    "subject": "تصريح <عمل>",
    "request_type": {"code": "work-permit", "title": PERMIT["title"]},
    "round": 2,
    "days_to_answer": 10,
    "steps": [
        {"at": RECEIVED.isoformat(), "what": "received"},
        {"at": RECEIVED.isoformat(), "what": "something-new"},
        {"at": RECEIVED.isoformat(), "what": "registered"},
    ],
}


ANSWER: dict[str, Any] = {
    "number": "OUT-2026-000045-1",
    "issued_at": "2026-11-23T09:00:00Z",
    "documents": [
        {
            "document_id": "0193a5c2-9999-7a30-9c55-3f0a5f9e2b11",
            "name": "خطاب <الرد>.pdf",
            "sha256": "ab" * 32,
            "size": 40_960,
            "media_type": "application/pdf",
        }
    ],
}


def matter(told: dict[str, Any]) -> Matter:
    """A matter as it is read from what registry tells."""
    return Matter.model_validate(told)
