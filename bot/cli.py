"""The command line: every command says what is wrong and what would be right, and ends with 2 then."""

from __future__ import annotations

import asyncio
import errno
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from bot.branch_commands import branch_app, roster_app
from bot.command_line import Config, loading, refuse, settings_or_refuse
from bot.scheme_commands import Lang, scheme_app

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
app.add_typer(branch_app, name="branch")
app.add_typer(roster_app, name="roster")
app.add_typer(scheme_app, name="scheme")

Members = Annotated[Path | None, typer.Option(help="Members as CSV; without it all are in service, or branches.")]
PeriodLabel = Annotated[
    str | None, typer.Option("--period", help="2026-07, 2026-Q3, 2026-H2 or 2026; default: the facts' year.")
]
AsOf = Annotated[str | None, typer.Option(help="Count facts up to this day: 2026-07-31.")]


def run_until_stopped(main: Coroutine[Any, Any, T]) -> T | None:
    """Run to the end; Ctrl-C and SIGTERM cancel and clean up."""
    import signal

    async def guarded() -> T | None:
        task = asyncio.ensure_future(main)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        try:
            return await task
        except asyncio.CancelledError:
            return None

    return asyncio.run(guarded())


def set_up_log(level: str) -> None:
    """Log to standard error. The HTTP libraries' own lines would show the token: they are kept at warnings."""
    logging.basicConfig(level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("httpx", "httpcore", "aiogram.event", "apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@app.command()
def run(config: Config = None) -> None:
    """Run the bot on Telegram, or on the Bot API server that the configuration names."""
    from bot.config import ConfigFaults, read_token

    settings = settings_or_refuse(config)
    set_up_log(settings.log.level)
    try:
        token = read_token(settings.telegram)
    except ConfigFaults as error:
        refuse(error.faults)
    with loading():
        from aiogram.exceptions import TelegramUnauthorizedError

        from bot.running import serve
    try:
        run_until_stopped(serve(settings, token))
    except TelegramUnauthorizedError:
        refuse(
            ["telegram.token: the messenger does not know this token; expected one that BotFather gave and not revoked"]
        )


@app.command("check-config")
def check_config(config: Config = None) -> None:
    """Say whether the configuration is right, and what is wrong with it."""
    from bot.config import ConfigFaults, read_token

    settings = settings_or_refuse(config)
    try:
        read_token(settings.telegram)
    except ConfigFaults as error:
        refuse(error.faults)
    typer.echo("The configuration is right.")


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; 0 takes a free one.")] = 8081,
    members: Annotated[int, typer.Option(min=4, max=60, help="How many members the branch has.")] = 12,
) -> None:
    """Try everything on this machine: a sandbox messenger, the real bot, and a branch with half a year behind it."""
    with loading():
        from bot.demo import show
    set_up_log("WARNING")
    try:
        run_until_stopped(show(port=port, members=members))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        refuse([f"--port: {port} is taken by another program; give another one, or 0 for any that is free"])


@app.command()
def score(
    scheme: Annotated[str, typer.Argument(help="A preset such as changzhou-2021, or a scheme's .toml file.")],
    facts: Annotated[Path, typer.Argument(help="Facts as CSV: see docs/facts.md.")],
    members: Members = None,
    period: PeriodLabel = None,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json/--table", help="Print the cards as JSON, or as tables.")] = False,
    lang: Lang = "zh_CN",
) -> None:
    """Score a file of facts with a scheme, without a bot: totals, ranks, grades and the reason for every point."""
    from bot.scheme_files import spoken
    from bot.scheme_tables import console
    from bot.scoring_command import score_files
    from bot.scoring_json import json_of
    from bot.scoring_tables import scored_tables

    with spoken(lang):
        scored = score_files(scheme, facts, members=members, period=period, as_of=as_of)
        if as_json:
            typer.echo(json_of(scored))
        else:
            console().print(*scored_tables(scored), sep="\n")


@app.command()
def compare(
    before: Annotated[str, typer.Argument(help="A preset, or a scheme's .toml file: as it is.")],
    after: Annotated[str, typer.Argument(help="A preset, or a scheme's .toml file: as it would be.")],
    facts: Annotated[Path, typer.Argument(help="Facts as CSV: see docs/facts.md.")],
    members: Members = None,
    period: PeriodLabel = None,
    as_of: AsOf = None,
    lang: Lang = "zh_CN",
) -> None:
    """Score the same facts with two schemes: who moves up or down, and by which items."""
    from bot.comparing_command import compare_files, comparison
    from bot.scheme_files import spoken
    from bot.scheme_tables import console

    with spoken(lang):
        compared = compare_files(before, after, facts, members=members, period=period, as_of=as_of)
        console().print(*comparison(compared), sep="\n")
