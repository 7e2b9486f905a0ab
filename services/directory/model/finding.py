"""Finding people: by what they are called, where they work and what they may do."""

from dataclasses import dataclass

from services.directory.model.people import Person, Role
from shared.arabic import stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is looked for; what is empty or None makes no difference.

    Every one of the `words` must begin a word of the name in either language, or the login, compared as people compare:
    hamza, ta marbuta, the article and capitals make no difference.
    """

    words: str = ""
    unit_id: str = ""
    role: Role | None = None
    active: bool | None = None

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The words, folded."""
        return tuple(stem(self.words).split())

    def fits(self, person: Person) -> bool:
        """Whether this is one of them."""
        return (
            all(any(word.startswith(one) for word in found_by(person)) for one in self.beginnings)
            and (not self.unit_id or self.unit_id in person.units)
            and (self.role is None or self.role in person.roles)
            and (self.active is None or self.active == person.active)
        )


EVERYBODY = Wanted()


def found_by(person: Person) -> tuple[str, ...]:
    """The words that a person is found by, folded."""
    return tuple(dict.fromkeys(stem(f"{person.name.ar} {person.name.en} {person.login}").split()))
