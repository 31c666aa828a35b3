"""Claims 申报 and volunteer service, the member's side."""

from __future__ import annotations

from services.actors import Caller
from services.claim_draft import Draft
from services.claim_filing import correct, mine, receipt, submit, withdraw
from services.claim_form import answer, begin, pick, question
from services.clock import Clock
from storage.database import Database
from storage.notices import Notice
from storage.notices.claims import ClaimFiled, MyClaims
from storage.vocabulary import ClaimKind


class Claims:
    """What a member can do with his own claims. A draft lives in the chat's form until it is submitted."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def begin(self, caller: Caller, kind: ClaimKind, form: int) -> Draft:
        """Begin a form; refused when he may not file, or his scheme has nothing to claim."""
        return await self._db.read(begin, caller, kind, form, self._clock.now())

    async def question(self, caller: Caller, draft: Draft, *, page: int = 0) -> Notice:
        """Ask what the draft still needs; the summary when nothing is missing."""
        return await self._db.read(question, caller, draft, page, self._clock.now())

    async def answer(self, caller: Caller, draft: Draft, text: str) -> Draft:
        """Take a text as the answer to the open question; refused with what would be right."""
        return await self._db.read(answer, caller, draft, text, self._clock.now())

    async def pick(self, caller: Caller, draft: Draft, item_key: str) -> Draft:
        """Take an item; what it does not need is answered with it."""
        return await self._db.read(pick, caller, draft, item_key, self._clock.now())

    async def submit(self, caller: Caller, draft: Draft) -> ClaimFiled:
        """File a complete draft, or the corrected round of a returned claim; twice is once."""
        return await self._db.write(submit, caller, draft, self._clock.now())

    async def receipt(self, caller: Caller, claim_id: int) -> ClaimFiled:
        """Say again that a claim of one's own is in, to a second tap."""
        return await self._db.read(receipt, caller, claim_id, self._clock.now())

    async def correct(self, caller: Caller, claim_id: int, form: int) -> Draft:
        """Take up a returned claim of one's own again."""
        return await self._db.read(correct, caller, claim_id, form, self._clock.now())

    async def withdraw(self, caller: Caller, claim_id: int) -> MyClaims:
        """Take back a claim of one's own that nobody has decided on."""
        return await self._db.write(withdraw, caller, claim_id, self._clock.now())

    async def mine(self, caller: Caller, page: int = 0) -> MyClaims:
        """Show one's own claims."""
        return await self._db.read(mine, caller, page, self._clock.now())
