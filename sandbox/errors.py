"""What can be refused.

ApiError            a Bot API answer with "ok": false
    BadRequest      400
    Unauthorized    401
    Forbidden       403
    NotFound        404
    Conflict        409
    TooLarge        413
    TooManyRequests 429
ControlError        a wrong use of the control API; not something that a bot ever sees
"""

from __future__ import annotations

from sandbox.shapes import Json


class ApiError(Exception):
    """A refusal in the words of Telegram, with the fields that tell a client what to do."""

    code = 500
    prefix = ""

    def __init__(self, text: str, *, code: int | None = None, parameters: Json | None = None) -> None:
        self.description = f"{self.prefix}{text}"
        self.code = code or self.code
        self.parameters = parameters
        super().__init__(self.description)

    def as_json(self) -> Json:
        """Return the whole body of the refusal."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class BadRequest(ApiError):
    """The call is wrong in itself or at this moment."""

    code = 400
    prefix = "Bad Request: "


class Unauthorized(ApiError):
    """Nobody has this token."""

    code = 401

    def __init__(self) -> None:
        super().__init__("Unauthorized")


class Forbidden(ApiError):
    """The bot may not do this in that chat."""

    code = 403
    prefix = "Forbidden: "


class NotFound(ApiError):
    """No such method."""

    code = 404

    def __init__(self) -> None:
        super().__init__("Not Found: method not found")


class Conflict(ApiError):
    """Two readers of the same updates."""

    code = 409
    prefix = "Conflict: "


class TooLarge(ApiError):
    """The upload is larger than any file may be."""

    code = 413

    def __init__(self) -> None:
        super().__init__("Request Entity Too Large")


class TooManyRequests(ApiError):
    """A limit is reached; `seconds` later the same call may pass."""

    code = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})


def upgraded(new_chat_id: int) -> BadRequest:
    """Return the refusal for a group that has become a supergroup."""
    return BadRequest("group chat was upgraded to a supergroup chat", parameters={"migrate_to_chat_id": new_chat_id})


class ControlError(Exception):
    """A control call that makes no sense; `status` is its HTTP status."""

    def __init__(self, text: str, *, status: int = 400) -> None:
        self.status = status
        super().__init__(text)
