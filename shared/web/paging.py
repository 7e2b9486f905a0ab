"""Places in a list, as they come back in `after`: what cannot be one is the asker's error, never ours."""

from datetime import UTC, datetime

from pydantic import AwareDatetime, TypeAdapter

_AWARE = TypeAdapter(AwareDatetime)


def moment(text: str) -> datetime:
    """The moment that a text names, in UTC. Raises `ValueError`, also for one before or after all calendars."""
    try:
        # In a query a plus sign means a space, and clients forget to escape it.
        return _AWARE.validate_python(text.replace(" ", "+")).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error
