"""`python -m deploy.containers write|keys|gateway|prepare|retire`: what installing Diwan in containers takes beside the containers."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from minio.error import MinioAdminException, MinioException
from pymongo.errors import PyMongoError
from urllib3.exceptions import HTTPError

from deploy.containers.gateway import write_image_files
from deploy.containers.keys import exchange_keys, make_keys
from deploy.containers.preparing import (
    DifferentMembersError,
    Preparation,
    prepare_mongo,
    prepare_vault,
    retire_mongo,
    retire_vault,
)
from deploy.containers.writing import write_all

PATIENCE_SECONDS = 300
PAUSE_SECONDS = 2.0
NOT_UP_YET = (PyMongoError, MinioException, MinioAdminException, HTTPError)


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m deploy.containers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("write", help="write the manifests and the compose file from the code")
    keys = commands.add_parser("keys", help="make the secrets of an installation in a folder; those there stay")
    keys.add_argument("folder", type=Path)
    keys.add_argument("--exchange", action="store_true", help="others for the stores and the broker, in place of those")
    gateway = commands.add_parser("gateway", help="write the files of the gateway's image into a folder")
    gateway.add_argument("folder", type=Path)
    commands.add_parser("prepare", help="make users, bucket and keys in fresh stores; reads DIWAN_PREPARE_…")
    commands.add_parser("retire", help="remove the users and keys that those took the place of; reads the same")
    asked = parser.parse_args(arguments)
    os.umask(0o022 if asked.command in ("write", "gateway") else 0o077)
    if asked.command == "write":
        write_all()
    elif asked.command == "keys":
        if asked.exchange and not (asked.folder / "made").is_dir():
            parser.error(f"{asked.folder} has no keys that could be exchanged")
        (exchange_keys if asked.exchange else make_keys)(asked.folder)
        print(f"Secrets are in {asked.folder}. Keep a copy where the backups are not.")
    elif asked.command == "gateway":
        write_image_files(asked.folder)
    elif asked.command == "prepare":
        return _at_the_stores(prepare_mongo, prepare_vault)
    else:
        return _at_the_stores(retire_mongo, retire_vault)
    return 0


def _at_the_stores(mongo: Callable[[Preparation], None], vault: Callable[[Preparation], None]) -> int:
    preparation = Preparation.from_environment(os.environ)
    try:
        _patiently("mongodb", lambda: mongo(preparation))
        _patiently("vault", lambda: vault(preparation))
    except (*NOT_UP_YET, DifferentMembersError) as error:
        print(f"Diwan: a store could not be prepared: {error}", file=sys.stderr)
        return 1
    return 0


def _patiently(store: str, step: Callable[[], None]) -> None:
    """Do it again while the store is not up yet."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            step()
        except NOT_UP_YET as error:
            if time.monotonic() > end:
                raise
            print(f"{store} is not ready: {error}", flush=True)
            time.sleep(PAUSE_SECONDS)
        else:
            print(f"{store} is prepared", flush=True)
            return


if __name__ == "__main__":
    sys.exit(main())
