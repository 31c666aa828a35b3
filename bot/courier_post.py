"""Putting one message into one chat, or rewriting it there: words, keyboard, picture or paper."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.allowance import Allowance
from bot.attachments import Attachment, AttachmentKind, Attachments
from bot.courier_request import CourierRequest, courier_limiter
from messages.base import Keyboard, Wording, word
from storage.database import Database
from storage.notices import load_notice
from storage.queries.deliveries import Parcel
from storage.queries.rewritings import Rewriting
from storage.tables import SentFile

PUBLIC_SERVER = "https://api.telegram.org"
CONNECTIONS = 8
READ_SECONDS = 20.0
"""Long, because what timed out may have arrived and will be sent again."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Letter:
    """A parcel in words, ready for its chat."""

    chat_id: int
    wording: Wording
    attachment: Attachment | None


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that arrived, and the messenger's id of a file that came with it, to be kept under its key."""

    message_id: int
    is_caption: bool
    file: SentFile | None = None


def build_courier_bot(token: str, api_base: str | None, allowance: Allowance) -> ExtBot[Any]:
    """Make python-telegram-bot's bot; ``api_base`` names another Bot API server, such as the sandbox."""
    # The library's own switch: it tells waiting times as timedelta, and does not warn that it once told seconds.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    request = CourierRequest(
        allowance,
        connection_pool_size=CONNECTIONS,
        read_timeout=READ_SECONDS,
        # Who waits for a connection waits its turn; the default second would report a failure that is none.
        pool_timeout=None,
        httpx_kwargs={"trust_env": api_base is None},
    )
    # The library logs each 429 as an error with a stack; the courier tells of it in one line and waits.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    base = api_base or PUBLIC_SERVER
    return ExtBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
        rate_limiter=courier_limiter(),
    )


class Post:
    """Sends and edits through one bot. Raises python-telegram-bot's errors; the courier judges them."""

    def __init__(self, bot: ExtBot[Any], db: Database, attachments: Attachments) -> None:
        self._bot = bot
        self._db = db
        self._attachments = attachments

    def prepare(self, parcel: Parcel) -> Letter:
        """Put a parcel into words; whatever this raises it would raise each time."""
        notice = load_notice(parcel.kind, parcel.data)
        attachment = self._attachments.of(notice, parcel.language)
        return Letter(parcel.chat_id, word(notice, parcel.language), attachment)

    async def send(self, letter: Letter) -> Posted:
        """Send a letter; drawing or uploading what goes with it happens once for each content."""
        if letter.attachment is not None:
            return await self._send_file(letter, letter.attachment)
        message = await self._bot.send_message(
            letter.chat_id,
            letter.wording.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(letter.wording.keyboard),
            link_preview_options=_NO_PREVIEW,
        )
        return Posted(message.message_id, is_caption=False)

    async def rewrite(self, wish: Rewriting) -> None:
        """Make a message show another notice; one that shows it already is left as it is."""
        wording = word(load_notice(wish.kind, wish.data), wish.language)
        place: dict[str, Any] = {
            "chat_id": wish.chat_id,
            "message_id": wish.message_id,
            "parse_mode": ParseMode.HTML,
            "reply_markup": markup(wording.keyboard),
        }
        try:
            if wish.is_caption:
                await self._bot.edit_message_caption(caption=wording.text, **place)
            else:
                await self._bot.edit_message_text(wording.text, link_preview_options=_NO_PREVIEW, **place)
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                raise

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.request.shutdown()

    async def _send_file(self, letter: Letter, attachment: Attachment) -> Posted:
        known = await self._db.read(_file_id, attachment.key)
        if known is not None:
            try:
                message = await self._upload(letter, attachment.kind, known)
                return Posted(message.message_id, is_caption=True)
            except BadRequest as error:
                # The messenger's ids hold for one bot; after a change of the token they are strange.
                if "file" not in error.message.lower():
                    raise
        content = InputFile(await attachment.make(), filename=attachment.file_name)
        message = await self._upload(letter, attachment.kind, content)
        kept = SentFile(key=attachment.key, file_id=_sent_file_id(message))
        return Posted(message.message_id, is_caption=True, file=kept)

    async def _upload(self, letter: Letter, kind: AttachmentKind, content: InputFile | str) -> Message:
        shown: dict[str, Any] = {
            "caption": letter.wording.text or None,
            "parse_mode": ParseMode.HTML,
            "reply_markup": markup(letter.wording.keyboard),
        }
        if kind is AttachmentKind.PHOTO:
            return await self._bot.send_photo(letter.chat_id, content, **shown)
        return await self._bot.send_document(letter.chat_id, content, **shown)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Make python-telegram-bot's keyboard; an empty one is none."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.text, callback_data=one.data, url=one.url) for one in row] for row in keyboard]
    )


def _file_id(session: Session, key: str) -> str | None:
    known = session.get(SentFile, key)
    return known.file_id if known is not None else None


def _sent_file_id(message: Message) -> str:
    if message.photo:
        return message.photo[-1].file_id
    assert message.document is not None  # noqa: S101 (one of the two was sent)
    return message.document.file_id
