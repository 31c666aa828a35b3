"""Notices of belonging to several branches."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class BranchOption(BaseModel):
    """A branch to work in; ``now``: the one at present."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    branch_id: int
    name: str
    now: bool


class BranchChoice(Notice):
    """The branches that the reader can work in."""

    kind: ClassVar[str] = "branches.choice"
    options: tuple[BranchOption, ...]


class BranchChosen(Notice):
    """In which branch he works from now on."""

    kind: ClassVar[str] = "branches.chosen"
    branch: str
