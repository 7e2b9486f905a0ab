"""Backups made by hand."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from bson import encode

from deploy.backup import manifest as manifests
from deploy.backup.manifest import CollectionPart, Manifest
from deploy.backup.parts import Reader, keep, pour
from deploy.backup.sealing import Seal, Unsealed
from deploy.backup.stores import Store


def blob(content: bytes) -> dict[str, bytes]:
    return {hashlib.sha256(content).hexdigest(): content}


def kept_backup(store: Store, moment: datetime, blobs: Mapping[str, bytes], seal: Seal | None = None) -> Manifest:
    """A backup of one collection with two records, and of these blobs."""
    seal = seal or Unsealed()
    backup_id = moment.strftime("%Y%m%dT%H%M%SZ")
    folder = manifests.folder_of(backup_id)
    for sha256, content in blobs.items():
        with store.writing(manifests.blob_name(sha256, seal.suffix)) as file:
            pour(seal, Reader([content]), file)
    lines = [
        json.dumps({"sha256": sha256, "size": len(content), "aside": False}).encode() + b"\n"
        for sha256, content in sorted(blobs.items())
    ]
    records = keep(store, seal, f"{folder}databases/diwan_a/b.bson", [encode({"_id": one}) for one in (1, 2)])
    made = Manifest(
        id=backup_id,
        release="0.0.9",
        moment=moment,
        cluster_time=(1, 1),
        began=moment,
        ended=moment,
        suffix=seal.suffix,
        collections=(
            CollectionPart(**records.model_dump(), database="diwan_a", collection="b", options="{}", indexes="[]"),
        ),
        events=keep(store, seal, f"{folder}events", [b'{"restored": true}\n']),
        dead_letters=keep(store, seal, f"{folder}dead-letters", []),
        blobs=keep(store, Unsealed(), f"{folder}blobs", lines),
        blob_bytes=sum(map(len, blobs.values())),
        copied_blobs=len(blobs),
        copied_bytes=sum(map(len, blobs.values())),
        missing=0,
    )
    manifests.write(store, made)
    return made
