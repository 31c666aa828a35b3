"""What a topic of the office is, and the list of them."""

from __future__ import annotations

from services import office_deputy, office_exemption, office_membership, office_roles, office_transfer
from services.office_parts import Asked, TopicRules
from storage.notices.office import Topic

__all__ = ["TOPICS", "Asked"]

TOPICS: dict[Topic, TopicRules] = {
    Topic.DEPUTY: TopicRules(office_deputy.begin, office_deputy.commit),
    Topic.ROLE: TopicRules(office_roles.begin_giving, office_roles.give),
    Topic.ROLE_END: TopicRules(office_roles.begin_ending, office_roles.end),
    Topic.PROBATION: TopicRules(office_membership.begin_probation, office_membership.set_probation),
    Topic.ADMISSION: TopicRules(office_membership.begin_admission, office_membership.admit),
    Topic.CATEGORY: TopicRules(office_membership.begin_category, office_membership.set_category),
    Topic.LEAVING: TopicRules(office_transfer.begin_leaving, office_transfer.leave),
    Topic.ARRIVAL: TopicRules(office_transfer.begin_arrival, office_transfer.arrive),
    Topic.ACCEPT: TopicRules(office_transfer.begin_accepting, office_transfer.accept),
    Topic.REJECT: TopicRules(office_transfer.begin_rejecting, office_transfer.reject),
    Topic.EXEMPTION: TopicRules(office_exemption.begin, office_exemption.apply),
    Topic.REFUSAL: TopicRules(office_exemption.begin_refusal, office_exemption.refuse),
}
