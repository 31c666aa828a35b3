"""What a topic of the office is, and the list of them."""

from __future__ import annotations

from services import office_deputy, office_roles
from services.office_parts import Asked, TopicRules
from storage.notices.office import Topic

__all__ = ["TOPICS", "Asked"]

TOPICS: dict[Topic, TopicRules] = {
    Topic.DEPUTY: TopicRules(office_deputy.begin, office_deputy.commit),
    Topic.ROLE: TopicRules(office_roles.begin_giving, office_roles.give),
    Topic.ROLE_END: TopicRules(office_roles.begin_ending, office_roles.end),
}
