"""Templates of letters: beginnings in both languages, whose fields are filled from the matter and its unit."""

from services.routing.letters.templates.filling import FIELDS, Field, Filled, fill, values
from services.routing.letters.templates.in_force import (
    KIND,
    CurrentTemplates,
    NumberedTemplate,
    templates_in_force,
)
from services.routing.letters.templates.loading import Template, load_templates, read_template, template_content

__all__ = [
    "FIELDS",
    "KIND",
    "CurrentTemplates",
    "Field",
    "Filled",
    "NumberedTemplate",
    "Template",
    "fill",
    "load_templates",
    "read_template",
    "template_content",
    "templates_in_force",
    "values",
]
