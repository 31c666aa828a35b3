"""The error tree of the services.

BranchError
├── Refused        what a person asked cannot be done; carries the notice that tells him why and what to do
│   └── NotAllowed his roles do not allow it
└── InputFaults    an operator's file or command is faulty; carries every fault with its place
"""

from storage.notices import Notice
from storage.notices.common import NoPermission
from storage.vocabulary import Role


class BranchError(Exception):
    """Root of all that a service raises on purpose."""


class Refused(BranchError):
    """A request that cannot be met. ``str()`` is for the log, ``notice`` for the person."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(f"{notice.kind} {notice.dump()}")
        self.notice = notice


class NotAllowed(Refused):
    """The actor's roles do not allow the action."""

    def __init__(self, action: str, roles: tuple[Role, ...] = ()) -> None:
        super().__init__(NoPermission(action=action, roles=roles))


class InputFaults(BranchError):
    """Faults in a file or on the command line, all at once, each with place, finding and what would be right."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
