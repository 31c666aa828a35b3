"""What the bot can say, as data: a kind and its facts, never a wording.

A notice is an answer, a refusal or a message owed; the outbox stores it, ``messages/`` words it in the
reader's language. One file a conversation; `base` says what a notice is.
"""

from storage.notices.base import Notice, load_notice, notice_kinds

__all__ = ["Notice", "load_notice", "notice_kinds"]
