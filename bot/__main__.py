"""``python -m bot`` is ``xianfeng``."""

from bot.cli import app

app()
