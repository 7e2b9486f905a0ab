"""Configuration as data: YAML files checked against a Pydantic model, with errors that name file, line and field.

`load_yaml` is enough for one file. `read_yaml` also keeps the lines, for checks that look across fields or files; and
`read_folder` reads every file of a folder and reports the problems of all of them at once.
"""

from shared.yaml_config.problems import ConfigError, Place, Problem
from shared.yaml_config.reading import Loaded, load_yaml, parse_yaml, read_content, read_folder, read_yaml
from shared.yaml_config.writing import yaml_text

__all__ = [
    "ConfigError",
    "Loaded",
    "Place",
    "Problem",
    "load_yaml",
    "parse_yaml",
    "read_content",
    "read_folder",
    "read_yaml",
    "yaml_text",
]
