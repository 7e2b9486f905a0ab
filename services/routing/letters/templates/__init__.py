"""Templates of letters: beginnings in both languages, whose fields are filled from the matter and its unit."""

from services.routing.letters.templates.filling import FIELDS, Filled, fill, values
from services.routing.letters.templates.loading import Template, load_templates

__all__ = ["FIELDS", "Filled", "Template", "fill", "load_templates", "values"]
