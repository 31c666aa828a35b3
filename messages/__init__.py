"""What a person reads, in his language; the one room with wording. Importing it registers every wording."""

from messages import claims, common, reviews

__all__ = ["claims", "common", "reviews"]
