from pathlib import Path

import pytest

from deploy.local import certificate
from deploy.local.errors import StackError
from deploy.local.settings import Settings
from tests.integration.notify.certificate import self_signed


def settings(folder: Path, certificate: Path, key: Path) -> Settings:
    return Settings(data=folder, tls_cert=str(certificate), tls_key=str(key))


def test_a_certificate_with_its_key_does_and_so_does_none(tmp_path: Path) -> None:
    pem = self_signed(tmp_path)
    certificate.check(settings(tmp_path, pem, pem))
    certificate.check(Settings(data=tmp_path))


def test_a_certificate_with_the_key_of_another_is_refused_before_a_door_is_closed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(StackError, match="no certificate and its key"):
        certificate.check(settings(tmp_path, self_signed(tmp_path), self_signed(tmp_path / "other")))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StackError, match="No such file"):
        certificate.check(settings(tmp_path, tmp_path / "none.pem", tmp_path / "none.pem"))
