"""The contract suite explains its failures here too."""

import pytest

pytest.register_assert_rewrite(
    "tests.unit.routing.contract",
    "tests.unit.routing.links_contract",
    "tests.unit.routing.units_contract",
    "tests.unit.routing.grounds_contract",
    "tests.unit.routing.letters.contract",
)
