"""What the golden files hold: the forms that others rely on, as they are now."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from faststream import AsyncAPI

from shared.contracts import EVENTS
from shared.messaging.broker import EventBroker
from shared.messaging.definitions import definitions
from shared.messaging.topology import HEARD

FOLDER = Path(__file__).parent / "golden"

PASSWORD = "a-password-that-must-not-be-shown"
HASH = "a hash stands here"


def broker_of(service: str) -> EventBroker:
    """A service's side of the exchange, not connected."""
    return EventBroker(f"amqp://{service}:{PASSWORD}@10.0.0.1:5672/diwan", service)


def asyncapi_of(broker: EventBroker) -> dict[str, Any]:
    """The AsyncAPI document of a service's side, as `/asyncapi.json` serves it."""
    document: dict[str, Any] = json.loads(AsyncAPI(broker.faststream, title="t").to_specification().to_json())
    return document


def golden_files() -> Iterator[tuple[str, str]]:
    """Name and content of every golden file."""
    for event in EVENTS:
        yield f"{event.topic}.json", _text(event.model_json_schema(mode="serialization"))
    hashes = dict.fromkeys((*HEARD, "operator"), HASH)
    yield "definitions.json", _text(definitions(hashes))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
