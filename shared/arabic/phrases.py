"""Finding phrases in folded text as whole words, with what Arabic writes together with the next word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from shared.arabic.folding import fold

Owner = TypeVar("Owner")

_PROCLITICS = frozenset(
    conjunction + rest
    for conjunction, rest in product(("", "و", "ف"), ("", "ال", "لل", *(p + a for p in "بكل" for a in ("", "ال"))))
)
# And, so; by, like, for; the. "For the" (ل + ال) is written لل; ل + ال as it stands is a common slip.

_SHORTEST_WITH_ARTICLE = 5
# Letters of the shortest word whose ال is taken for the article: "العمل" has one, "الي" (إلى) has none.

_SHORTEST_PLURAL = 4
# Letters of the shortest English word that may gain an s.


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[Owner]):
    """A phrase that stands in a text. `start` and `end` count words of the folded text; `end` is the word after."""

    start: int
    end: int
    phrase: str
    owner: Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase(Generic[Owner]):
    phrase: str
    owner: Owner
    rest: tuple[frozenset[str], ...]


class Phrases(Generic[Owner]):
    """Many phrases, each with its owner, looked for in one pass over a text.

    A phrase is found where its words stand side by side as whole words. An Arabic word may carry its proclitics (and,
    so, by, like, for, the), whether or not the phrase was given with the article; an English word may carry an s. Only
    words that can begin a phrase cost more than one look into a table, so the time depends on the text, hardly on the
    number of phrases. Phrases without a letter or digit are never found.
    """

    def __init__(self, phrases: Iterable[tuple[str, Owner]]) -> None:
        heads: dict[str, list[_Phrase[Owner]]] = {}
        for phrase, owner in phrases:
            words = [_forms(word) for word in fold(phrase).split()]
            for form in words[0] if words else ():
                heads.setdefault(form, []).append(_Phrase(phrase=phrase, owner=owner, rest=tuple(words[1:])))
        self._heads = {form: tuple(starting) for form, starting in heads.items()}

    def find(self, folded: str) -> tuple[Found[Owner], ...]:
        """Every phrase in a text that `fold` gave, in order, without those that are only a part of a longer one found.

        "Renewal of work permit" is found, then, and "work permit" inside it is not.
        """
        found = sorted(self._all(folded.split()), key=lambda one: (one.start, -one.end))
        kept: list[Found[Owner]] = []
        for one in found:
            # Sorted so, a phrase is part of a longer one exactly when an earlier one reaches as far.
            if not kept or one.end > kept[-1].end or (one.start, one.end) == (kept[-1].start, kept[-1].end):
                kept.append(one)
        return tuple(kept)

    def owners(self, folded: str) -> frozenset[Owner]:
        """Whose phrases `find` finds."""
        return frozenset(found.owner for found in self.find(folded))

    def _all(self, words: list[str]) -> Iterator[Found[Owner]]:
        heads = self._heads
        for start in [position for position, word in enumerate(words) if word in heads]:
            for phrase in heads[words[start]]:
                end = start + 1 + len(phrase.rest)
                following = words[start + 1 : end]
                if len(following) == len(phrase.rest) and all(
                    word in forms for word, forms in zip(following, phrase.rest, strict=True)
                ):
                    yield Found(start=start, end=end, phrase=phrase.phrase, owner=phrase.owner)


def contains_phrase(folded: str, phrase: str) -> bool:
    """Whether a text that `fold` gave contains a phrase, as `Phrases` finds it. For many phrases, use `Phrases`."""
    return bool(_one(phrase).find(folded))


def stem(phrase: str) -> str:
    """What two phrases have in common when they are found in the same places: folded, without articles."""
    return " ".join(_without_article(word) for word in fold(phrase).split())


@lru_cache(maxsize=1024)
def _one(phrase: str) -> Phrases[None]:
    return Phrases([(phrase, None)])


def _without_article(word: str) -> str:
    return word.removeprefix("ال") if len(word) >= _SHORTEST_WITH_ARTICLE else word


def _forms(word: str) -> frozenset[str]:
    if word.isascii():
        plural = {word + "s"} if len(word) >= _SHORTEST_PLURAL and word.isalpha() else set()
        return frozenset({word, *plural})
    base = _without_article(word)
    forms = {proclitic + base for proclitic in _PROCLITICS}
    if base.startswith("ل"):
        # Three lams are never written: "for the committee" is للجنة.
        forms |= {conjunction + "ل" + base for conjunction in ("", "و", "ف")}
    return frozenset({word, *forms})
