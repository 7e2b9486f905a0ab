"""An app's OpenAPI document: readable names, and only the answers that a route can give."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from typing_extensions import override

from shared.web.problems import MEDIA_TYPE, schemas

NAMES_SOMETHING: Final = {"x-names-something": True}
"""For `openapi_extra` of an operation that names something in its query or body that may not be there (404)."""

EVERYWHERE: Final = (400, 401, 403, 404, 408, 413, 414, 422, 429, 431, 502, 503, 504)
"""Statuses of errors that any route may answer with, or the gateway before it, unless something about it rules them out."""


def operation_id(route: APIRoute) -> str:
    """The name that generated clients give a route: its function's."""
    return route.name


class DocumentedApp(FastAPI):
    """An app whose document says what FastAPI cannot know: errors are problems, and not every route has every error."""

    @override
    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        components = document.setdefault("components", {})
        components["schemas"] = dict(sorted((schemas() | components.get("schemas", {})).items()))
        for path, methods in document["paths"].items():
            for operation in methods.values():
                _describe(path, operation)
        return document


def _describe(path: str, operation: dict[str, Any]) -> None:
    # Said again after every call: FastAPI keeps the document and hands out the same one.
    responses: dict[str, Any] = operation["responses"]
    for status in _impossible(path, operation):
        responses.pop(status, None)
    for response in responses.values():
        content = response.get("content", {})
        if MEDIA_TYPE in content and "application/json" in content:
            content[MEDIA_TYPE] = content.pop("application/json")
    operation["responses"] = dict(sorted(responses.items()))
    # A docstring's first sentence says more than the function's name in capitals.
    if description := operation.get("description"):
        operation["summary"] = description.split("\n", 1)[0].split(". ", 1)[0].rstrip(".")


def _impossible(path: str, operation: dict[str, Any]) -> list[str]:
    return [
        *(["401", "403"] if "security" not in operation else []),
        *(["404"] if "{" not in path and not operation.keys() & NAMES_SOMETHING else []),
        *(["408", "413"] if "requestBody" not in operation else []),
        *(["422"] if "parameters" not in operation and "requestBody" not in operation else []),
    ]
