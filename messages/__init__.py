"""What a person reads, in his language; the one room with wording. Importing it registers every wording."""

from messages import claims, common, groups, home, invitations, members, reviews, roster

__all__ = ["claims", "common", "groups", "home", "invitations", "members", "reviews", "roster"]
