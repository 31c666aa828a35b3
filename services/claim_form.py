"""The claim form's questions and what is taken for an answer; nothing is written here."""

from __future__ import annotations

import zlib
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from scoring.periods import enclosing
from scoring.scheme import ClaimableItem, Scheme
from services.actors import Actor, Caller, resolve
from services.claim_draft import FILES_LIMIT, HALF, MOST, Draft
from services.claim_worth import open_book
from services.errors import Refused
from services.permissions import Action, require
from services.profiles import profile_of
from services.schemes import branch_scheme
from storage.notices import Notice
from storage.notices.claims import (
    AskDay,
    AskEvidence,
    AskNote,
    AskPlace,
    AskQuantity,
    AskTitle,
    ClaimSummary,
    ClaimView,
    ItemChoice,
    ItemOffer,
    NothingToClaim,
    StepPassed,
)
from storage.notices.common import Gone
from storage.tables import Branch, Member
from storage.vocabulary import ClaimKind

PAGE = 6


def filed_key(chat_id: int, form: int) -> str:
    """What makes a form's claim unique, however often it is submitted."""
    return f"{chat_id}:{form}"


def item_key(item_id: str) -> str:
    """A short name for an item, so that it fits into a button whatever its id is."""
    return f"{zlib.crc32(item_id.encode()):08x}"


def claimant(session: Session, caller: Caller, now: datetime) -> tuple[Actor, Scheme]:
    """Who files, and by which scheme."""
    actor = resolve(session, caller, now)
    require(actor, Action.FILE_CLAIM)
    return actor, branch_scheme(session.get_one(Branch, actor.branch_id))


def claimable(session: Session, scheme: Scheme, actor: Actor) -> tuple[ClaimableItem, ...]:
    """The items that the scheme lets a member like him claim."""
    return scheme.claimable_items(profile_of(session.get_one(Member, actor.member_id)))


def first_day(session: Session, scheme: Scheme, actor: Actor) -> date:
    """The first day that can still be claimed, not before he joined or the scheme came into force.

    It is the first of the scheme's running cycle, or of the running quarter where months are scored: they stay
    open until the quarter's review.
    """
    start = enclosing(actor.today, "quarter" if scheme.cycle == "month" else scheme.cycle).start
    return max(start, scheme.since, session.get_one(Member, actor.member_id).joined_on)


def begin(session: Session, caller: Caller, kind: ClaimKind, form: int, now: datetime) -> Draft:
    """See `services.claims.Claims.begin`."""
    actor, scheme = claimant(session, caller, now)
    if kind is ClaimKind.ITEM and not claimable(session, scheme, actor):
        raise Refused(NothingToClaim())
    return Draft(kind=kind, form=form, filed_key=filed_key(caller.chat_id, form))


def question(session: Session, caller: Caller, draft: Draft, page: int, now: datetime) -> Notice:
    """See `services.claims.Claims.question`."""
    actor, scheme = claimant(session, caller, now)
    if draft.step == "item":
        return _choice(session, scheme, actor, draft.form, page)
    if draft.step == "day":
        return _ask_day(draft, actor.today, first_day(session, scheme, actor))
    if draft.step == "summary":
        return _summary(session, actor, draft)
    hours = draft.kind is ClaimKind.SERVICE
    plain: dict[str, Notice] = {
        "title": AskTitle(form=draft.form),
        "place": AskPlace(form=draft.form, title=draft.title),
        "quantity": AskQuantity(form=draft.form, hours=hours, least=HALF, most=MOST[draft.kind], step=HALF),
        "note": AskNote(form=draft.form),
        "evidence": AskEvidence(form=draft.form, have=len(draft.evidence), most=FILES_LIMIT),
    }
    return plain[draft.step]


def answer(session: Session, caller: Caller, draft: Draft, text: str, now: datetime) -> Draft:
    """See `services.claims.Claims.answer`."""
    actor, scheme = claimant(session, caller, now)
    return draft.answered(text, today=actor.today, earliest=first_day(session, scheme, actor))


def pick(session: Session, caller: Caller, draft: Draft, key: str, now: datetime) -> Draft:
    """See `services.claims.Claims.pick`."""
    actor, scheme = claimant(session, caller, now)
    if draft.step != "item":
        raise Refused(StepPassed())
    item = next((one for one in claimable(session, scheme, actor) if item_key(one.item_id) == key), None)
    if item is None:
        raise Refused(Gone())
    counted = item.per == "quantity"
    said = draft.having(item_id=item.item_id, title=item.title.zh, title_en=item.title.en, counted=counted)
    return said if counted else said.having(quantity=Decimal(1))


def _choice(session: Session, scheme: Scheme, actor: Actor, form: int, page: int) -> ItemChoice:
    items = claimable(session, scheme, actor)
    pages = max(1, -(-len(items) // PAGE))
    page = min(max(page, 0), pages - 1)
    book = open_book(session, actor.member_id, actor.today)
    sections = {section.id: section.title for section in scheme.sections}
    offers = tuple(
        ItemOffer(
            key=item_key(item.item_id),
            title=item.title.zh,
            title_en=item.title.en,
            section=sections[item.section_id].zh,
            section_en=sections[item.section_id].en,
            each=item.each,
            every=item.every,
            cap=book.cap(item),
            left=book.left(item, actor.today),
        )
        for item in items[page * PAGE : (page + 1) * PAGE]
    )
    return ItemChoice(form=form, offers=offers, page=page, pages=pages)


def _ask_day(draft: Draft, today: date, earliest: date) -> AskDay:
    title, title_en = draft.title, draft.title_en
    return AskDay(form=draft.form, title=title, title_en=title_en, today=today, earliest=earliest)


def _summary(session: Session, actor: Actor, draft: Draft) -> ClaimSummary:
    on, quantity = draft.on or actor.today, draft.quantity or HALF  # a draft at its summary has both
    worth = open_book(session, actor.member_id, on, besides=draft.claim_id).worth(
        draft.kind, draft.item_id, on, quantity
    )
    view = ClaimView(
        claim_id=draft.claim_id or 0,
        round=draft.round + 1,
        kind=draft.kind,
        claimant=actor.name,
        title=draft.title,
        title_en=draft.title_en,
        on=on,
        quantity=quantity,
        counted=draft.counted,
        place=draft.place or "",
        note=draft.note or "",
        evidence=len(draft.evidence),
        worth=worth.points,
    )
    return ClaimSummary(form=draft.form, claim=view, capped=worth.capped, correcting=draft.claim_id is not None)
