"""What people write about, by request type."""

from typing import Final

from deploy.demo.letters.about_commerce import COMMERCE
from deploy.demo.letters.about_labour import LABOUR
from deploy.demo.letters.about_other import OTHER
from deploy.demo.letters.about_workplaces import WORKPLACES
from deploy.demo.letters.wording import Topic, Wording

TOPICS: Final = {topic.code: topic for topic in (*LABOUR, *WORKPLACES, *COMMERCE, *OTHER)}
"""All topics by code."""

__all__ = ["TOPICS", "Topic", "Wording"]
