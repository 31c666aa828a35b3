"""Conversations: an update comes in, one service is called, an answer goes out."""

from aiogram import Router

from handlers import (
    activities,
    announcing,
    belonging,
    calendar,
    claims,
    code,
    dues,
    dues_standards,
    dues_statements,
    duties,
    duty_desk,
    duty_form,
    errors,
    fallback,
    groups,
    home,
    invitations,
    leave,
    letter_appeals,
    letters,
    making_up,
    meetings,
    members,
    membership,
    my_claims,
    office,
    planning,
    points,
    reminders,
    review_batch,
    reviews,
    roll,
    roster,
    series,
)
from handlers.filters import read_commands_in_any_case, resolve_on_the_loop


def build_routers() -> list[Router]:
    """Every conversation's router, in the order in which they are asked: what is asked most first, `fallback` last."""
    routers = [
        errors.build_router(),
        points.build_router(),
        meetings.build_router(),
        roll.build_router(),
        code.build_router(),
        leave.build_router(),
        making_up.build_router(),
        planning.build_router(),
        series.build_router(),
        letters.build_router(),
        letter_appeals.build_router(),
        activities.build_router(),
        announcing.build_router(),
        claims.build_router(),
        my_claims.build_router(),
        reviews.build_router(),
        review_batch.build_router(),
        dues.build_router(),
        dues_standards.build_router(),
        dues_statements.build_router(),
        duties.build_router(),
        duty_desk.build_router(),
        duty_form.build_router(),
        reminders.build_router(),
        groups.build_router(),
        roster.build_router(),
        invitations.build_router(),
        members.build_router(),
        calendar.build_router(),
        membership.build_router(),
        office.build_router(),
        belonging.build_router(),
        home.build_router(),
        fallback.build_router(),
    ]
    for router in routers:
        resolve_on_the_loop(router)
        read_commands_in_any_case(router)
    return routers
