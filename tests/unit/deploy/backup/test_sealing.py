import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.backup.errors import BackupError, DamagedError
from deploy.backup.sealing import Seal, Sealed, Unsealed, new_identity


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("key") / "key"
    return new_identity(path), path


def closed(seal: Seal, content: bytes) -> bytes:
    target = io.BytesIO()
    seal.close(io.BytesIO(content), target)
    return target.getvalue()


def opened(seal: Seal, content: bytes) -> bytes:
    target = io.BytesIO()
    seal.open(io.BytesIO(content), target)
    return target.getvalue()


@given(content=st.binary(max_size=200_000))
def test_what_was_closed_can_be_opened(content: bytes, key: tuple[str, Path]) -> None:
    public, private = key
    assert opened(Unsealed(), closed(Unsealed(), content)) == content
    assert opened(Sealed("", private), closed(Sealed(public), content)) == content


def test_nobody_reads_it_without_the_key(key: tuple[str, Path], tmp_path: Path) -> None:
    public, _ = key
    sealed = closed(Sealed(public), b"confidential" * 1000)
    assert b"confidential" not in sealed
    with pytest.raises(BackupError, match="private key"):
        opened(Sealed(public), sealed)
    new_identity(tmp_path / "another")
    with pytest.raises(DamagedError):
        opened(Sealed("", tmp_path / "another"), sealed)


@pytest.mark.parametrize("cut", [1, 20, 70_000])
def test_what_was_cut_off_is_not_taken_for_the_whole(cut: int, key: tuple[str, Path]) -> None:
    public, private = key
    with pytest.raises(DamagedError):
        opened(Sealed("", private), closed(Sealed(public), b"x" * 200_000)[:-cut])


def test_each_of_several_people_can_open_it(key: tuple[str, Path], tmp_path: Path) -> None:
    public, private = key
    other = new_identity(tmp_path / "other")
    sealed = closed(Sealed(f"{public}, {other}"), b"for both")
    assert opened(Sealed("", private), sealed) == opened(Sealed("", tmp_path / "other"), sealed) == b"for both"


def test_files_for_other_people_have_other_names(key: tuple[str, Path], tmp_path: Path) -> None:
    public, _ = key
    other = new_identity(tmp_path / "other")
    assert Sealed(f"{public},{other}").suffix == Sealed(f"{other}, {public}").suffix
    assert len({Sealed(keys).suffix for keys in (public, other, f"{public},{other}")}) == 3


def test_a_key_that_is_none_is_not_repeated_in_what_is_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("AGE-SECRET-KEY-1NOTREALLY\n")
    with pytest.raises(BackupError) as error:
        Sealed("", tmp_path / "key")
    assert "NOTREALLY" not in str(error.value)
    with pytest.raises(BackupError):
        Sealed("age1nobody")


def test_a_key_is_never_written_over_another(tmp_path: Path) -> None:
    new_identity(tmp_path / "key")
    with pytest.raises(BackupError, match="exists"):
        new_identity(tmp_path / "key")
