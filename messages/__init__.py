"""What a person reads, in his language; the one room with wording. Importing it registers every wording."""

from messages import common

__all__ = ["common"]
