"""Letters as people write them to a ministry: made from a seed, without reading or writing anything.

The same seed, run and time give the same letters, byte for byte. The words in here are what the senders say, so they
are data of a demonstration and not of the catalogue.
"""

from deploy.demo.letters.letter import File, Letter
from deploy.demo.letters.mime import Style, compose
from deploy.demo.letters.people import Language, Person
from deploy.demo.letters.topics import TOPICS, Topic, Wording
from deploy.demo.letters.writing import Letters

__all__ = ["TOPICS", "File", "Language", "Letter", "Letters", "Person", "Style", "Topic", "Wording", "compose"]
