"""Each service finds in its environment what its settings need, and nothing else."""

from importlib import import_module
from pathlib import Path

import pytest

from deploy.local.credentials import Credentials
from deploy.local.environment import service_environment
from deploy.local.layout import Layout
from deploy.local.services import NAMES, named
from deploy.local.settings import Settings


@pytest.fixture
def environment(tmp_path: Path, request: pytest.FixtureRequest) -> set[str]:
    layout = Layout(tmp_path)
    layout.make()
    credentials = Credentials(layout.secrets, layout.demo_accounts)
    service = named(request.param)
    given = service_environment(Settings(data=tmp_path), credentials, service)
    return {name.removeprefix(service.prefix).lower() for name in given}


@pytest.mark.parametrize(("environment", "name"), [(name, name) for name in NAMES], indirect=["environment"])
def test_a_service_is_given_what_it_requires_and_only_what_it_reads(environment: set[str], name: str) -> None:
    fields = import_module(f"services.{name}.settings").Settings.model_fields
    required = {field for field, about in fields.items() if about.is_required()}
    assert required <= environment <= fields.keys()
