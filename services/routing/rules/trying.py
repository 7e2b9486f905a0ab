"""Two lists of rules tried on the same transactions: what the one would do otherwise than the other. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from services.routing.rules.deciding import decide
from services.routing.rules.ground import Ground
from services.routing.rules.model import Decision, Rules, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Whither:
    """Where a decision leads to: a unit, or (`decided` is false) a clerk of the documents department."""

    unit_id: str
    decided: bool

    @classmethod
    def of(cls, decision: Decision) -> "Whither":
        """Where this one leads to."""
        return cls(unit_id=decision.unit_id, decided=decision.certainty == "certain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the rules in force (`before`) and a draft (`after`) make of one transaction, as if it came now."""

    before: Decision
    after: Decision

    @property
    def move(self) -> tuple[Whither, Whither] | None:
        """From where to where the draft moves it; None where only the reason is another one, or nothing is."""
        came, goes = Whither.of(self.before), Whither.of(self.after)
        return None if came == goes else (came, goes)


def tried(before: Rules, after: Rules, ground: Ground, units: Units) -> Trial:
    """Try both on one transaction."""
    return Trial(before=decide(before, ground, units), after=decide(after, ground, units))


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is counted of trials. `decides` has how many each reason decided: a rule's code, the type, a clerk."""

    judged: int = 0
    undecided_before: int = 0
    undecided_after: int = 0
    moves: Counter[tuple[Whither, Whither]] = field(default_factory=Counter)
    decides_before: Counter[str] = field(default_factory=Counter)
    decides_after: Counter[str] = field(default_factory=Counter)

    @property
    def changed(self) -> int:
        """How many would go elsewhere."""
        return self.moves.total()

    def add(self, trial: Trial) -> None:
        """Count one more."""
        self.judged += 1
        self.undecided_before += trial.before.certainty == "doubtful"
        self.undecided_after += trial.after.certainty == "doubtful"
        self.decides_before[trial.before.because] += 1
        self.decides_after[trial.after.because] += 1
        if trial.move is not None:
            self.moves[trial.move] += 1

    @property
    def by_reason(self) -> Mapping[str, tuple[int, int]]:
        """How many each reason decides, before and after; what decides most now comes first."""
        reasons = sorted({*self.decides_before, *self.decides_after})
        reasons.sort(key=lambda one: -max(self.decides_before[one], self.decides_after[one]))
        return {one: (self.decides_before[one], self.decides_after[one]) for one in reasons}
