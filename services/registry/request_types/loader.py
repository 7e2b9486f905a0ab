"""Reading `config/request-types`: all of it is right, or the service does not start."""

from pathlib import Path

from services.registry.request_types.checks import problems_of
from services.registry.request_types.collection import GENERAL, RequestTypes
from services.registry.request_types.model import RequestType
from shared.yaml_config import ConfigError, Loaded, Problem, read_yaml


def load_request_types(folder: Path, *, mail_domain: str | None = None) -> RequestTypes:
    """The request types of a folder, one `<code>.yaml` each, in the order of their codes.

    Raises `ConfigError` with every problem of every file, each with file, line and field: what is wrong in a file, and
    what does not go together (a mailbox, a keyword or a document's name given twice, a code unlike its file's name).
    With `mail_domain` the mailboxes are at that domain: the files name the demo's, an installation has its own.
    """
    paths = sorted(folder.glob("*.yaml"))
    files: list[Loaded[RequestType]] = []
    problems = [
        Problem(file=path, line=1, field="", message="would not be read: name it .yaml")
        for path in sorted(folder.glob("*.yml"))
    ]
    for path in paths:
        try:
            files.append(read_yaml(path, RequestType))
        except ConfigError as error:
            problems += error.problems
    problems += problems_of(files)
    if not (folder / f"{GENERAL}.yaml").is_file():
        message = f"has no {GENERAL}.yaml: letters of no other type would have nowhere to go"
        problems.append(Problem(file=folder, line=1, field="", message=message))
    if problems:
        raise ConfigError(problems)
    return RequestTypes(at_domain(mail_domain, file.value) if mail_domain else file.value for file in files)


def at_domain(domain: str, one: RequestType) -> RequestType:
    """A type with its mailbox at a domain."""
    if one.mailbox is None:
        return one
    return one.model_copy(update={"mailbox": f"{one.mailbox.partition('@')[0]}@{domain}".lower()})
