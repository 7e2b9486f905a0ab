"""Regular expressions that administrators write, in an engine that takes time in proportion to the text.

Python's `re` can take for ever with a careless one (`(a+)+`, CWE-1333), and everybody who sends something would wait.
Pydantic brings Rust's `regex` along: what that cannot promise to match in time, such as looking around, it refuses.
"""

from functools import lru_cache
from typing import Annotated

from pydantic import StringConstraints, TypeAdapter, ValidationError
from pydantic_core import SchemaError


def check(expression: str) -> None:
    """Raise `ValueError` for what is no expression that can be used."""
    try:
        # By itself first: `a)|(b` is one only inside of other brackets.
        TypeAdapter(Annotated[str, StringConstraints(pattern=expression)])
        _whole(expression)
    except SchemaError as error:
        raise ValueError(_reason(str(error))) from error


def fits(expression: str, text: str) -> bool:
    """Whether all of a text is what a checked expression describes."""
    try:
        _whole(expression).validate_python(text)
    except ValidationError:
        return False
    return True


@lru_cache(maxsize=1000)
def _whole(expression: str) -> TypeAdapter[str]:
    return TypeAdapter(Annotated[str, StringConstraints(pattern=rf"\A(?:{expression})\z")])


def _reason(said: str) -> str:
    """The last line that the engine said, which tells what is wrong; those before it draw where."""
    return said.strip().splitlines()[-1].removeprefix("error: ").strip()
