"""How a bot gets its updates."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sandbox.errors import BadRequest, Conflict
from sandbox.methods.registry import Call, method
from sandbox.shapes import Json
from sandbox.updates import BY_DEFAULT, KINDS
from sandbox.webhook import CONNECTIONS, Target

LONGEST_POLL = 50
BATCH = 100
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    """Confirm what is below the offset and return what follows."""
    if call.webhook.target is not None:
        raise Conflict(WEBHOOK_ACTIVE)
    inbox = call.world.inboxes[call.bot.id]
    inbox.allow(_allowed(call))
    inbox.expire(call.world.clock.now().timestamp())
    limit = call.params.integer("limit") or BATCH
    seconds = call.params.integer("timeout") or 0
    updates = await call.poller.updates(
        offset=call.params.integer("offset"),
        limit=max(1, min(limit, BATCH)),
        timeout_seconds=max(0, min(seconds, LONGEST_POLL)),
    )
    return [update.body for update in updates]


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    """Push from now on; an empty URL ends it."""
    url = call.params.text("url") or ""
    target = _target(call, url) if url else None
    inbox = call.world.inboxes[call.bot.id]
    inbox.allow(_allowed(call))
    if call.params.flag("drop_pending_updates"):
        inbox.clear()
    call.poller.interrupt()
    call.webhook.point(target)
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    call.webhook.point(None)
    if call.params.flag("drop_pending_updates"):
        call.world.inboxes[call.bot.id].clear()
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """Tell where updates go and what went wrong last."""
    allowed = call.world.inboxes[call.bot.id].allowed
    chosen = {} if allowed == BY_DEFAULT else {"allowed_updates": sorted(allowed)}
    return {**call.webhook.about(), **chosen}


@method("logOut")
@method("close")
def close(_call: Call) -> bool:
    """Accept the farewell of a client that moves to another server."""
    return True


def _allowed(call: Call) -> list[str] | None:
    """Read allowed_updates; unknown kinds are ignored, as Telegram does."""
    kinds = call.params.array("allowed_updates")
    return None if kinds is None else [kind for kind in kinds if kind in KINDS]


def _target(call: Call, url: str) -> Target:
    """Read where to push. Plain HTTP on any port is allowed, as on a local Bot API server."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise BadRequest("secret token contains unallowed characters")
    connections = call.params.integer("max_connections") or CONNECTIONS
    return Target(parts.geturl(), secret or None, max(1, min(connections, 100)))
