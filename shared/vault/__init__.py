"""The vault: blobs in S3 under the SHA-256 of their content (docs/decisions/0005)."""

from shared.vault.port import CHUNK, Blob, ChecksumMismatchError, Peek, Vault
from shared.vault.s3 import S3Vault
from shared.vault.settings import VaultSettings

__all__ = ["CHUNK", "Blob", "ChecksumMismatchError", "Peek", "S3Vault", "Vault", "VaultSettings"]
