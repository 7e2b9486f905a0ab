"""What directory's API takes of people about themselves: how they are reached, and their passwords."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from services.directory.model import PersonPatch
from shared.language import OneLanguage

# Exactly one address, in ASCII, without a name beside it: it becomes a header. Empty for none.
Address = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=r"^([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)?$",
    ),
    Field(description="E-mail address at work; empty for none.", examples=["salim.harthi@ministry.example"]),
]
Language = Annotated[OneLanguage, Field(description="In which the person is written to.")]
Reminders = Annotated[bool, Field(description="Whether what comes due is told by mail.")]
Password = Annotated[SecretStr, Field(min_length=1, max_length=1024)]


class OwnAccountBody(BaseModel):
    """How one is reached; what is not stated stays."""

    model_config = ConfigDict(extra="forbid")

    address: Address | None = None
    language: Language | None = None
    reminders: Reminders | None = None

    def patch(self) -> PersonPatch:
        """The change that is meant."""
        return PersonPatch(address=self.address, language=self.language, reminders=self.reminders)


class AcceptBody(BaseModel):
    """A password that is chosen by invitation."""

    model_config = ConfigDict(extra="forbid")

    secret: Annotated[SecretStr, Field(min_length=1, max_length=200, description="The invitation's.")]
    password: Password


class OwnPasswordBody(BaseModel):
    """A password in the place of another."""

    model_config = ConfigDict(extra="forbid")

    current: Password
    password: Password
