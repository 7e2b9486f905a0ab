"""Rules of the house that import-linter does not know. Each takes a checkout and tells what breaks the rule."""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

SHAPE = ("main", "settings", "api", "consumers", "service", "model", "ports", "adapters", "errors")
LONGEST_MODULE = 200
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
CONTRACTS_MAY_IMPORT = ("pydantic", "shared.contracts", "shared.ids", "shared.language")


def modules(root: Path, *folders: str) -> Iterator[Path]:
    """Every Python file in these folders of a checkout."""
    for folder in folders:
        yield from sorted((root / folder).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def readers_of_the_environment(root: Path) -> list[str]:
    """Modules beside settings that read the environment."""
    return [
        str(path.relative_to(root))
        for path in modules(root, "services", "shared")
        if path.name != "settings.py" and any(_reads_environment(node) for node in ast.walk(parsed(path)))
    ]


def gaps_in_shape(root: Path, hears: Mapping[str, bool]) -> list[str]:
    """Files that a service lacks; a package of the same name is as good, and who hears nothing needs no consumers."""
    return [
        f"{service}/{part}"
        for service, hears_something in hears.items()
        for part in SHAPE
        if (hears_something or part != "consumers")
        and not (root / "services" / service / f"{part}.py").exists()
        and not (root / "services" / service / part / "__init__.py").exists()
    ]


def long_modules(root: Path) -> list[str]:
    """Modules that have grown into two ideas."""
    counted = (
        (path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules(root, "services", "shared")
    )
    return [f"{path.relative_to(root)}: {lines}" for path, lines in counted if lines > LONGEST_MODULE]


def names_that_say_nothing(root: Path) -> list[str]:
    """Modules and packages named after nothing in particular."""
    return [
        str(path.relative_to(root))
        for path in modules(root, "services", "shared", "deploy", "tests")
        if NAMES_THAT_SAY_NOTHING & {part.removesuffix(".py") for part in path.relative_to(root).parts}
    ]


def foreign_imports_of_contracts(root: Path) -> list[str]:
    """What contracts import beside the standard library, Pydantic, languages and ids."""
    return [
        f"{path.relative_to(root)}: {imported}"
        for path in modules(root, "shared/contracts")
        for imported in _imported(parsed(path))
        if imported.split(".")[0] not in sys.stdlib_module_names
        and not any(imported == allowed or imported.startswith(f"{allowed}.") for allowed in CONTRACTS_MAY_IMPORT)
    ]


def log_calls_that_would_fail(root: Path) -> list[str]:
    """Log calls with an argument named `event`: structlog's own name for the sentence, so they raise `TypeError`."""
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in modules(root, "services", "shared")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("log", "logger")
        and any(keyword.arg == "event" for keyword in node.keywords)
    ]


def patches_in_tests(root: Path) -> list[str]:
    """Tests that patch; ours take fakes through arguments."""
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in modules(root, "tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.expr | ast.stmt) and _patches(node)
    ]


def _patches(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return any(name.startswith("unittest.mock") for name in _imported(node))
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "setattr"
        and isinstance(node.value, ast.Name)
        and node.value.id == "monkeypatch"
    )


def _reads_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
        return node.attr in ("environ", "environb", "getenv", "getenvb")
    return isinstance(node, ast.ImportFrom) and node.module == "os" and any("env" in each.name for each in node.names)


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "") if node.level else f"{node.module}"
