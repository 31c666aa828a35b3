"""Bodies of calls in every form that clients use: JSON, urlencoded, multipart, query string."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from sandbox.errors import BadRequest
from sandbox.params import Params, Upload


async def from_request(request: web.Request) -> Params:
    """Read query string and body; the body wins."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _json_object(await request.text())
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
                value.file.close()
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Params(values, uploads)


async def from_response(response: aiohttp.ClientResponse) -> tuple[str, Params] | None:
    """Read the call that a webhook's answer may hold; None when it names no method."""
    uploads: dict[str, Upload] = {}
    values: dict[str, Any] = {}
    if response.content_type == "multipart/form-data":
        async for part in aiohttp.MultipartReader.from_response(response):
            if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
                continue
            if part.filename is None:
                values[part.name] = await part.text()
            else:
                kind = part.headers.get("Content-Type", "application/octet-stream")
                uploads[part.name] = Upload(part.filename, kind, bytes(await part.read()))
    elif response.content_type == "application/x-www-form-urlencoded":
        values = dict(parse_qsl(await response.text()))
    elif response.content_type == "application/json":
        values = _json_object(await response.text() or "{}")
    method = values.pop("method", None)
    return (str(method), Params(values, uploads)) if method else None


def _json_object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        raise BadRequest("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise BadRequest("object expected")
    return value
