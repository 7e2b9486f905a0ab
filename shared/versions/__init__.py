"""Configuration in numbered versions, kept in their owner's database (docs/decisions/0025).

`Version` and `History` are what was ever stated, `InForce` is what of it holds now, `Changing` makes new versions and
`seed` the first ones, `Sole` is all that of a piece that is alone of its kind, `Versions` is the port behind which they are kept (`shared.mongo.versions`).
"""

from shared.versions.changing import Change, Changing
from shared.versions.errors import InvalidContentError, KeyReusedError
from shared.versions.in_force import InForce, Read
from shared.versions.model import FILES, Author, Content, History, Version
from shared.versions.port import Versions
from shared.versions.seeding import seed
from shared.versions.sole import Sole

__all__ = [
    "FILES",
    "Author",
    "Change",
    "Changing",
    "Content",
    "History",
    "InForce",
    "InvalidContentError",
    "KeyReusedError",
    "Read",
    "Sole",
    "Version",
    "Versions",
    "seed",
]
