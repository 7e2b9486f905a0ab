"""SeaweedFS: its keys before it starts and while it runs, when it is ready, its bucket, and fsync on every write."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from deploy.local.credentials import Credentials, write_private
from deploy.local.errors import StackError
from deploy.local.installed import program
from deploy.local.layout import Layout
from deploy.local.ports import Ports
from deploy.local.servers.waiting import NotReadyError
from deploy.local.vault_keys import ADMINISTRATOR, BUCKET, RIGHTS, Key, render_identities, vault_key

DURABLE = "fs.configure -locationPrefix=/buckets/ -fsync=true -apply\n"
"""Everything in a bucket is on the disk before the answer; SeaweedFS leaves that to chance unless told."""


HOLDERS = (ADMINISTRATOR, *RIGHTS)
"""Whoever has a key there."""


def write_configuration(credentials: Credentials, layout: Layout, beside: Mapping[str, Key] | None = None) -> None:
    """Write the identities it reads as it starts, and when it is told to (SIGHUP); `beside` has keys that do, too."""
    write_private(layout.run / "s3.json", render_identities(credentials, beside))


def probe(ports: Ports, key: Key) -> None:
    """Ready when S3 answers to a key of the administrator's."""
    try:
        _client(ports, key).list_buckets()
    except (MinioException, HTTPError) as error:
        raise NotReadyError(str(error)) from error


def refuses(ports: Ports, key: Key) -> None:
    """The contrary: ready when it knows that key no more."""
    try:
        _client(ports, key).list_buckets()
    except S3Error:
        return
    except (MinioException, HTTPError) as error:
        raise NotReadyError(str(error)) from error
    raise NotReadyError("the former key still opens the vault")


def initialise(ports: Ports, credentials: Credentials) -> None:
    """Make the bucket, turn fsync on and see that it took; raises `StackError` when it did not."""
    client = _client(ports, vault_key(credentials, ADMINISTRATOR))
    try:
        if not client.bucket_exists(BUCKET):
            client.make_bucket(BUCKET)
    except (MinioException, HTTPError) as error:
        raise StackError(f"the bucket {BUCKET} could not be made: {error}") from error
    if not is_durable(ports):
        answer = _shell(ports, DURABLE)
        if not is_durable(ports):
            raise StackError(f"SeaweedFS did not take the setting to fsync every write: {answer}")


def remove_sockets(ports: Ports) -> None:
    """Remove the sockets that it makes in /tmp whatever it is told, and leaves there when it is killed."""
    for door in ("s3", "weed master", "weed volume", "weed filer"):
        for port in (ports.of(door), ports.of(f"{door} grpc")):
            for path in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108 - where weed puts them
                path.unlink(missing_ok=True)


def is_durable(ports: Ports) -> bool:
    """Whether what is put into a bucket is synced to the disk before it is confirmed."""
    answer = _shell(ports, "fs.configure\n")
    try:
        # the shell prints its greeting around the answer
        rules = json.loads(answer[answer.index("{") : answer.rindex("}") + 1]).get("locations", [])
    except ValueError:
        return False
    return any(rule["locationPrefix"] == "/buckets/" and rule["fsync"] for rule in rules)


def _client(ports: Ports, key: Key) -> Minio:
    return Minio(
        ports.at("s3"),
        access_key=key.access,
        secret_key=key.secret,
        secure=False,
        region="us-east-1",
        http_client=PoolManager(timeout=5, retries=False),
    )


def _shell(ports: Ports, commands: str) -> str:
    """Run commands of SeaweedFS's own shell; returns what it printed."""

    def door(part: str) -> str:
        return f"127.0.0.1:{ports.of(f'weed {part}')}.{ports.of(f'weed {part} grpc')}"

    done = subprocess.run(
        [program("weed"), "shell", f"-master={door('master')}", f"-filer={door('filer')}"],
        input=commands,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout + done.stderr
