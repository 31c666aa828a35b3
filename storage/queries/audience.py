"""Who a meeting is for, as SQL between ``meeting`` and ``member``: one wording for every question that asks it."""

ADDRESSED = """(
    member.branch_id = meeting.branch_id
    AND member.joined_on <= meeting.on_date AND (member.left_on IS NULL OR member.left_on > meeting.on_date)
    AND (meeting.audience = 'branch'
         OR (meeting.audience = 'group' AND member.group_id = meeting.group_id)
         OR (meeting.audience = 'committee' AND EXISTS (
             SELECT 1 FROM role_held
             WHERE role_held.member_id = member.id AND role_held.role IN ('committee', 'secretary')
               AND role_held.since <= meeting.on_date
               AND (role_held.until IS NULL OR role_held.until > meeting.on_date)))))"""
"""A member on that day for whom the meeting is, exempt or not."""

EXPECTED = f"""({ADDRESSED}
    AND (member.exempt_from IS NULL OR member.exempt_from > meeting.on_date
         OR (member.exempt_until IS NOT NULL AND member.exempt_until <= meeting.on_date)))"""
"""One who is missed when he does not come: addressed and not exempt on that day."""

CAME = """EXISTS (
    SELECT 1 FROM attendance WHERE attendance.meeting_id = meeting.id AND attendance.member_id = member.id)"""
"""One who has an entry, whether he was expected or not."""
