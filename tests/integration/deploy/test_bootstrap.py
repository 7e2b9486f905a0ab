import subprocess
from pathlib import Path


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=600)


def test_when_all_is_there_nothing_is_done_and_nothing_is_said(repository: Path) -> None:
    run("deploy/local/bootstrap", cwd=repository)
    again = run("deploy/local/bootstrap", cwd=repository)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_it_works_from_any_folder(repository: Path, tmp_path: Path) -> None:
    assert run(str(repository / "deploy/local/bootstrap"), cwd=tmp_path).returncode == 0


def test_make_alone_lists_the_targets(repository: Path) -> None:
    listed = run("make", cwd=repository)
    assert listed.returncode == 0
    assert {"run", "up", "down", "test", "check", "demo"} <= {line.split()[1] for line in listed.stdout.splitlines()}
