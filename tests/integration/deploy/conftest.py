"""What several tests of operators' commands need."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from deploy.local.stack import Stack
from shared.vault import VaultSettings
from tests.integration.deploy.backup_house import NOW, House


@pytest.fixture
def house(servers: Stack, vault_settings: VaultSettings, tmp_path: Path) -> Iterator[House]:
    with MongoClient[Any](servers.mongo_admin_url, uuidRepresentation="standard", tz_aware=True) as client:
        house = House(servers, vault_settings, tmp_path, client)
        house.storage.documents.create_index([("sha256", 1)], name="sha256")
        house.storage.set_aside.insert_one({"_id": house.put(b"going", aside=True), "erase_at": NOW})
        house.storage.disposals.insert_one({"_id": "done before", "at": NOW, "matters": []})
        yield house
        for name in client.list_database_names():
            if name.startswith(house.prefix):
                client.drop_database(name)
