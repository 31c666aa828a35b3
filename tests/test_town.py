"""The town itself: the bot runs, answers strangers and members over HTTP."""

from tests.town import Town


async def test_a_stranger_is_told_how_to_join_and_learns_nothing(town: Town) -> None:
    await town.stranger("路人")
    await town.control.start(town.people["路人"])
    await town.quiet()
    [said] = await town.texts("路人")
    assert "支部" in said
    assert "机关第一党支部" not in said


async def test_what_nobody_understands_gets_an_answer(town: Town) -> None:
    await town.say("张三", "今天天气不错")
    assert "/start" in await town.last("张三")
