"""Reading YAML strictly: safe types, no repeated keys, and words that stay words."""

import re
from typing import Any

import yaml
from typing_extensions import override
from yaml.constructor import ConstructorError

_BOOLEAN, _INTEGER = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"


class StrictLoader(yaml.SafeLoader):
    """PyYAML's safe loader, which remembers repeated keys, gives every value error its line, and reads words as YAML 1.2.

    PyYAML follows YAML 1.1, where `no`, `off` and `on` are booleans, `12:30` is 750 and `010` is 8.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML declares it
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in (_BOOLEAN, _INTEGER)]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, stream: str) -> None:
        self.repeated: list[yaml.ScalarNode] = []
        super().__init__(stream)

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        # Before PyYAML flattens `<<`: a key that overrides a merged one is meant. The text is compared, not the type,
        # because 2026-01-01 and "2026-01-01" are one key to a model.
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self.repeated.append(key)
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)

    @override
    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except ValueError as error:  # such as the date 2026-13-45
            raise ConstructorError(None, None, str(error), node.start_mark) from error


StrictLoader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
StrictLoader.add_implicit_resolver(_INTEGER, re.compile(r"^[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789"))
