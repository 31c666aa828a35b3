"""What a person reads, in his language; the one room with wording. Importing it registers every wording."""

from messages import (
    absence,
    claims,
    common,
    dues,
    duties,
    groups,
    home,
    invitations,
    leave,
    meetings,
    members,
    planning,
    points,
    reviews,
    roll,
    roster,
)

__all__ = [
    "absence",
    "claims",
    "common",
    "dues",
    "duties",
    "groups",
    "home",
    "invitations",
    "leave",
    "meetings",
    "members",
    "planning",
    "points",
    "reviews",
    "roll",
    "roster",
]
