"""Request types in versions: how they are kept, checked, read back, and told to others."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from services.registry.request_types.checks import problems_of
from services.registry.request_types.collection import RequestTypes
from services.registry.request_types.loader import at_domain
from services.registry.request_types.model import RequestType
from shared.contracts import RequestTypeChangedV1
from shared.versions import Content, InForce, Read, Version, Versions
from shared.yaml_config import ConfigError, Loaded, read_content

KIND: Final = "request-types"


def content_of(request_type: RequestType) -> dict[str, Any]:
    """What is kept of a type: what its file would say."""
    return request_type.model_dump(mode="json", exclude_defaults=True)


def types_in_force(versions: Versions, *, mail_domain: str) -> InForce[RequestType, RequestTypes]:
    """The types in force."""

    def read(name: str, content: Content) -> RequestType:
        return at_domain(mail_domain, read_content(dict(content), RequestType, name=name).value)

    # Each is numbered once: what is found out about its words stays with it.
    numbered: dict[tuple[str, int], RequestType] = {}

    def together(reads: Mapping[str, Sequence[Read[RequestType]]]) -> RequestTypes:
        for name, found in reads.items():
            for one in found:
                place = name, one.version.number
                if place not in numbered:
                    numbered[place] = one.value.as_version(one.version.number)
        return RequestTypes(
            (numbered[name, reads[name][-1].version.number] for name in sorted(reads)), older=numbered.values()
        )

    return InForce(versions, KIND, read=read, together=together)


def drafted(types: RequestTypes, code: str, content: Content, *, mail_domain: str) -> RequestType:
    """A type as somebody wants it, if it could be in force beside the others. Raises `ConfigError`."""
    draft = read_content(dict(content), RequestType, name=code)
    others = [_as_file(one) for one in types.offered if one.code != code]
    problems = [problem for problem in problems_of([*others, draft]) if problem.file == draft.path]
    mailbox = draft.value.mailbox
    if mailbox is not None and mailbox.partition("@")[2] != mail_domain:
        message = f"is not at {mail_domain}"
        problems.append(draft.problem(("mailbox",), message, "field-other-domain", domain=mail_domain))
    if problems:
        raise ConfigError(problems)
    return draft.value


def with_draft(types: RequestTypes, draft: RequestType) -> RequestTypes:
    """The types as they would be with a draft in force."""
    others = [one for one in types.values() if one.code != draft.code]
    return RequestTypes(sorted((*others, draft), key=lambda one: one.code))


def told(version: Version) -> Sequence[RequestTypeChangedV1]:
    """What others are told of a version."""
    return (_changed(read_content(dict(version.content), RequestType, name=version.name).value, version),)


def _changed(request_type: RequestType, version: Version) -> RequestTypeChangedV1:
    return RequestTypeChangedV1(
        occurred_at=version.at,
        code=request_type.code,
        version=version.number,
        title=request_type.title,
        unit_id=request_type.unit,
        mailbox=request_type.mailbox,
        makes_urgent=request_type.urgent,
        confidential=request_type.confidential,
        active=request_type.active,
        retention=request_type.retention,
    )


def _as_file(one: RequestType) -> Loaded[RequestType]:
    return Loaded(path=Path(f"{one.code}.yaml"), value=one, root=None)
