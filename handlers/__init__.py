"""Conversations: an update comes in, one service is called, an answer goes out."""

from aiogram import Router

from handlers import (
    claims,
    dues,
    duties,
    errors,
    fallback,
    groups,
    home,
    invitations,
    leave,
    letters,
    meetings,
    members,
    my_claims,
    planning,
    points,
    reviews,
    roll,
    roster,
)


def build_routers() -> list[Router]:
    """Every conversation's router, in the order in which they are asked; `fallback` comes last."""
    return [
        errors.build_router(),
        meetings.build_router(),
        roll.build_router(),
        leave.build_router(),
        planning.build_router(),
        letters.build_router(),
        points.build_router(),
        claims.build_router(),
        my_claims.build_router(),
        reviews.build_router(),
        dues.build_router(),
        duties.build_router(),
        groups.build_router(),
        roster.build_router(),
        invitations.build_router(),
        members.build_router(),
        home.build_router(),
        fallback.build_router(),
    ]
