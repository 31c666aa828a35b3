"""The Bot API's methods, a file a concern. Importing this package fills the table in `registry`."""

from sandbox.methods import callbacks, editing, profile, receiving, sending

__all__ = ["callbacks", "editing", "profile", "receiving", "sending"]
