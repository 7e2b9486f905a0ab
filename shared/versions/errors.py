"""What can be wrong with a change of configuration."""

from typing import Self

from shared.errors import DiwanError
from shared.yaml_config import ConfigError


class InvalidContentError(DiwanError):
    """The content cannot be used; `faults` names every field of it with what is wrong there."""

    status = 422
    code = "invalid-content"

    @classmethod
    def of(cls, error: ConfigError) -> Self:
        """The same for whoever asked for it."""
        made = cls(str(error))
        made.faults = [problem.fault for problem in error.problems]
        return made


class KeyReusedError(DiwanError):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency-key-reused"
