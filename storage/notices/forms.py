"""Notices of forms as such: one is open, it is kept, it has run out."""

from typing import ClassVar

from storage.notices.base import Notice


class FormOpen(Notice):
    """A second form was asked for while one is open."""

    kind: ClassVar[str] = "forms.open"


class FormKept(Notice):
    """The open form goes on."""

    kind: ClassVar[str] = "forms.kept"


class FormExpired(Notice):
    """A form that nobody went on with was closed; nothing of it was kept."""

    kind: ClassVar[str] = "forms.expired"
