"""A function a picture: tables in, a picture out, readable without colour and with an alternative text."""

from analysis.figures.dialogue import responses, returning
from analysis.figures.nearness import hierarchy, topic_map
from analysis.figures.people import network, speaking
from analysis.figures.style import Picture
from analysis.figures.topics import by_group, over_time, topics_by_session

__all__ = [
    "Picture",
    "by_group",
    "hierarchy",
    "network",
    "over_time",
    "responses",
    "returning",
    "speaking",
    "topic_map",
    "topics_by_session",
]
