"""Filling a claim form in one go, as the handlers do step by step."""

from services.claim_draft import Draft, EvidenceFile
from services.claim_form import item_key
from services.claims import Claims
from storage.notices.claims import ClaimFiled
from storage.vocabulary import ClaimKind, EvidenceKind
from tests.claims.stage import Stage


def photo(unique: str = "photo-1", size: int | None = 50_000) -> EvidenceFile:
    """A photo by ids."""
    return EvidenceFile(kind=EvidenceKind.PHOTO, file_id=f"id-{unique}", file_unique_id=unique, size=size)


def document(name: str, size: int | None = 50_000) -> EvidenceFile:
    """A document by ids."""
    return EvidenceFile(
        kind=EvidenceKind.DOCUMENT, file_id=f"id-{name}", file_unique_id=name, file_name=name, size=size
    )


async def service_draft(
    stage: Stage, claims: Claims, name: str = "张三", *, form: int = 1, hours: str = "2", day: str = "7月3日"
) -> Draft:
    """A complete draft of volunteer service."""
    who = stage.callers[name]
    draft = await claims.begin(who, ClaimKind.SERVICE, form)
    for said in ("社区环境清理", "幸福社区", day, hours):
        draft = await claims.answer(who, draft, said)
    return draft.with_file(photo(f"photo-{name}-{form}")).closed()


async def item_draft(
    stage: Stage, claims: Claims, item: str = "own_work", name: str = "张三", *, form: int = 1, quantity: str = "3"
) -> Draft:
    """A complete draft for an item of the scheme."""
    who = stage.callers[name]
    draft = await claims.pick(who, await claims.begin(who, ClaimKind.ITEM, form), item_key(item))
    draft = await claims.answer(who, draft, "7月3日")
    if draft.step == "quantity":
        draft = await claims.answer(who, draft, quantity)
    draft = await claims.answer(who, draft, "信息稿件被采用")
    return draft.with_file(photo(f"photo-{name}-{form}")).closed()


async def file_service(stage: Stage, claims: Claims, name: str = "张三", *, form: int = 1) -> ClaimFiled:
    """File volunteer service."""
    return await claims.submit(stage.callers[name], await service_draft(stage, claims, name, form=form))
