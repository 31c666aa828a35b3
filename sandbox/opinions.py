"""What persons do with messages and bots without writing: vote, react, ask inline."""

from __future__ import annotations

from sandbox.acts import message_in
from sandbox.chats import Chat, Group
from sandbox.errors import ControlError
from sandbox.messages import Message
from sandbox.people import Bot, User
from sandbox.queries import Query
from sandbox.shapes import Json
from sandbox.world import World


def vote(world: World, user: User, chat: Chat, message_id: int, options: list[int]) -> Message:
    """Vote in a poll, anew if already done; no options take the vote back."""
    message = message_in(world, chat, message_id)
    poll = message.content.get("poll")
    if poll is None or poll["is_closed"]:
        raise ControlError(f"message {message_id} is no open poll")
    if any(not 0 <= option < len(poll["options"]) for option in options):
        raise ControlError(f"option_ids must be below {len(poll['options'])}")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise ControlError("the poll allows one answer only")
    message.votes[user.id] = sorted(set(options))
    counted = _count(message)
    world.revise(message, content={**message.content, "poll": counted}, markup=message.markup)
    if isinstance(message.author, Bot):
        _report_vote(world, message.author, user, message, counted)
    return message


def react(world: World, user: User, chat: Chat, message_id: int, reaction: list[Json]) -> Message:
    """React to a message; an empty list takes the reaction back."""
    message = message_in(world, chat, message_id)
    old = message.reactions.get(user.id, [])
    message.reactions[user.id] = reaction
    world.tell(chat, {"type": "reaction", "message_id": message.id, "user_id": user.id, "reaction": reaction})
    update = {
        "chat": chat.as_json(),
        "message_id": message.id,
        "user": user.as_json(),
        "date": world.clock.timestamp(),
        "old_reaction": old,
        "new_reaction": reaction,
    }
    for bot in _reaction_readers(chat):
        world.push(bot, "message_reaction", update, lane=chat.id)
    return message


def ask_inline(world: World, user: User, bot: Bot, words: str) -> Query:
    """Type @bot and words in any chat."""
    query = world.inline.ask(bot_id=bot.id, user_id=user.id, chat_id=None, at=world.clock.elapsed())
    update = {"id": query.id, "from": user.as_json(), "query": words, "offset": "", "chat_type": "private"}
    world.push(bot, "inline_query", update, lane=user.id)
    return query


def _count(message: Message) -> Json:
    poll: Json = message.content["poll"]
    options = [
        {**option, "voter_count": sum(index in chosen for chosen in message.votes.values())}
        for index, option in enumerate(poll["options"])
    ]
    return {**poll, "options": options, "total_voter_count": sum(map(bool, message.votes.values()))}


def _report_vote(world: World, bot: Bot, user: User, message: Message, poll: Json) -> None:
    world.push(bot, "poll", poll, lane=message.chat.id)
    if poll["is_anonymous"]:
        return
    chosen = message.votes[user.id]
    answer = {
        "poll_id": poll["id"],
        "user": user.as_json(),
        "option_ids": chosen,
        "option_persistent_ids": [poll["options"][option]["persistent_id"] for option in chosen],
    }
    world.push(bot, "poll_answer", answer, lane=message.chat.id)


def _reaction_readers(chat: Chat) -> list[Bot]:
    """List the bots that hear of reactions: in groups only administrators."""
    if not isinstance(chat, Group):
        return [chat.bot]
    return [member.user for member in chat.present() if isinstance(member.user, Bot) and member.rules]
