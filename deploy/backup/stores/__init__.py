"""Where backups are kept: a folder, or a bucket of an S3 server."""

from deploy.backup.errors import BackupError
from deploy.backup.settings import TargetSettings
from deploy.backup.stores.bucket import BucketStore
from deploy.backup.stores.folder import FolderStore
from deploy.backup.stores.port import Store

__all__ = ["Store", "store_at"]

_S3 = "s3://"


def store_at(settings: TargetSettings) -> Store:
    """The store that settings name. Raises `BackupError`."""
    if not settings.target.startswith(_S3):
        return FolderStore(settings.target)
    if not settings.target_s3_endpoint:
        raise BackupError("an s3:// target needs DIWAN_BACKUP_TARGET_S3_ENDPOINT and its keys")
    bucket, _, prefix = settings.target.removeprefix(_S3).partition("/")
    return BucketStore(
        settings.target_s3_endpoint,
        access_key=settings.target_s3_access_key,
        secret_key=settings.target_s3_secret_key.get_secret_value(),
        region=settings.target_s3_region,
        bucket=bucket,
        prefix=prefix.strip("/"),
    )
