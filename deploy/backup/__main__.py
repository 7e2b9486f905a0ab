"""`python -m deploy.backup take|restore|verify|list|new-key`. Exit status 0 when all is well, 1 when not."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from pymongo.errors import PyMongoError

from deploy.backup import manifest as manifests
from deploy.backup.errors import BackupError
from deploy.backup.figures import write_figures
from deploy.backup.keeping import clear
from deploy.backup.manifest import Manifest
from deploy.backup.restoring import Restoring
from deploy.backup.sealing import Sealed, Unsealed, new_identity, opener
from deploy.backup.settings import Settings, TargetSettings
from deploy.backup.stores import Store, store_at
from deploy.backup.taking import take
from deploy.backup.verifying import verify

LATEST = "latest"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked."""
    os.umask(0o077)
    given = _parser().parse_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "take": _take,
        "restore": _restore,
        "verify": _verify,
        "list": _list,
        "new-key": _new_key,
    }
    try:
        return commands[given.command](given)
    except ValidationError as error:
        missing = ", ".join(f"DIWAN_BACKUP_{str(one['loc'][0]).upper()} ({one['msg']})" for one in error.errors())
        return _complain(f"settings: {missing}")
    except BackupError as error:
        return _complain(str(error))
    except (PyMongoError, OSError) as error:
        return _complain(f"{type(error).__name__}: {error}")


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m deploy.backup", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("take", help="take a backup, then clear away those that are kept no longer")
    restore = commands.add_parser("restore", help="bring one back; no service may run meanwhile")
    restore.add_argument("--over", action="store_true", help="over what is there, which is lost")
    look = commands.add_parser("verify", help="look whether one is whole, without restoring it")
    for command in (restore, look):
        command.add_argument("backup", nargs="?", default=LATEST, help="its id (the newest, when absent)")
    commands.add_parser("list", help="the backups there are")
    key = commands.add_parser("new-key", help="make a private key in a new file, and say the public one")
    key.add_argument("file", type=Path)
    return top


def _take(_: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    store = store_at(settings)
    seal = Sealed(settings.recipients) if settings.recipients else Unsealed()
    with store.alone():
        done = take(settings, store, seal, _say)
        if settings.metrics_file is not None:
            write_figures(settings.metrics_file, done)
        gone = clear(store, last=settings.keep_last, days=settings.keep_days)
    _say(f"done in {(done.ended - done.began).total_seconds():.1f} s")
    if gone:
        _say(f"kept no longer: {', '.join(gone)}")
    if done.missing or done.damaged:
        return _complain(f"the vault lacks {done.missing} documents, and {len(done.damaged)} blobs in it are damaged")
    return 0


def _restore(given: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    store = store_at(settings)
    backup = _meant(store, given.backup)
    began = datetime.now(UTC)
    by = f", made by release {backup.release}" if backup.release else ""
    _say(f"restoring {backup.id}, of the moment {backup.moment:%Y-%m-%d %H:%M:%S} UTC{by}")
    lacking = Restoring(settings, store, _say).restore(backup, over=given.over)
    _say(f"done in {(datetime.now(UTC) - began).total_seconds():.1f} s; the services may start")
    return _complain(f"the backup lacks {lacking} blobs: who opens one of them sees an error") if lacking else 0


def _verify(given: argparse.Namespace) -> int:
    settings = TargetSettings.from_environment()
    store = store_at(settings)
    backup = _meant(store, given.backup)
    return 1 if verify(store, opener(backup.suffix, settings.identity_file), backup, _say) else 0


def _list(_: argparse.Namespace) -> int:
    store = store_at(TargetSettings.from_environment())
    now = datetime.now(UTC)
    there = manifests.ids(store)
    unreadable = []
    for backup_id in there:
        try:
            one = manifests.read(store, backup_id)
        except BackupError as error:
            unreadable.append(str(error))
            continue
        stored = sum(part.stored for part in one.parts) / 1e6
        _say(
            f"{one.id}  {(now - one.moment).total_seconds() / 3600:7.1f} h old  {one.documents:9} records"
            f" {one.blobs.entries:9} blobs  {stored:8.1f} MB and {one.copied_bytes / 1e6:.1f} MB of new blobs"
            f"{'  encrypted' if one.suffix else ''}{f'  release {one.release}' if one.release else ''}"
        )
    if not there:
        return _complain("there is no backup")
    return _complain("; ".join(unreadable)) if unreadable else 0


def _new_key(given: argparse.Namespace) -> int:
    _say(new_identity(given.file))
    return 0


def _meant(store: Store, backup_id: str) -> Manifest:
    if backup_id != LATEST:
        return manifests.read(store, backup_id)
    there = manifests.ids(store)
    if not there:
        raise BackupError("there is no backup")
    return manifests.read(store, there[-1])


def _say(line: str) -> None:
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
