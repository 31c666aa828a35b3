"""Evidence between the messenger and us: reading what was sent, sending what is kept. By id; no file is fetched."""

from collections.abc import Sequence

from aiogram.types import InputMediaDocument, InputMediaPhoto, Message

from services.claim_draft import EvidenceFile
from storage.vocabulary import EvidenceKind


def file_in(message: Message) -> EvidenceFile:
    """Read the photo (its largest size) or the document of a message."""
    if message.photo:
        largest = message.photo[-1]
        return EvidenceFile(
            kind=EvidenceKind.PHOTO,
            file_id=largest.file_id,
            file_unique_id=largest.file_unique_id,
            size=largest.file_size,
        )
    if message.document is None:
        raise ValueError("the filter lets photos and documents through only")
    return EvidenceFile(
        kind=EvidenceKind.DOCUMENT,
        file_id=message.document.file_id,
        file_unique_id=message.document.file_unique_id,
        file_name=message.document.file_name or "",
        size=message.document.file_size,
    )


async def send_files(message: Message, files: Sequence[EvidenceFile]) -> None:
    """Send kept files into a chat: photos together, documents together (albums do not mix them)."""
    photos = [file.file_id for file in files if file.kind is EvidenceKind.PHOTO]
    documents = [file.file_id for file in files if file.kind is EvidenceKind.DOCUMENT]
    if len(photos) == 1:
        await message.answer_photo(photos[0])
    elif photos:
        await message.answer_media_group([InputMediaPhoto(media=file_id) for file_id in photos])
    if len(documents) == 1:
        await message.answer_document(documents[0])
    elif documents:
        await message.answer_media_group([InputMediaDocument(media=file_id) for file_id in documents])
