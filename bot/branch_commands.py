"""`xianfeng branch …` and `xianfeng roster …`: what the operator does before a branch can help itself."""

from __future__ import annotations

import asyncio
import html
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.command_line import FAULTY, Config, refuse, settings_or_refuse, with_database

if TYPE_CHECKING:
    from storage.database import Database

branch_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Branches: add one with its secretary, list them."
)
roster_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="A branch's roster.")

WIDE = 200
Bot = Annotated[str, typer.Option("--bot", help="The bot's username, for a link that can be opened at once.")]
TAG = re.compile(r"<[^>]+>")


@branch_app.command("add")
def add_branch(
    name: Annotated[str, typer.Argument(help="The branch's name, such as 机关第一党支部.")],
    superior: Annotated[str, typer.Option(help="Its superior party committee; made if there is none of that name.")],
    secretary: Annotated[str, typer.Option(help="The secretary's name.")],
    scheme: Annotated[str | None, typer.Option(help="A preset; default: defaults.scheme.")] = None,
    zone: Annotated[str | None, typer.Option(help="Its time zone; default: defaults.zone.")] = None,
    bot: Bot = "",
    config: Config = None,
) -> None:
    """Add a branch and its secretary, and print the secretary's one-time link."""
    from bot.clock import SystemClock
    from services.branches import Branches

    settings = settings_or_refuse(config)

    async def work(db: Database) -> str:
        made = await Branches(db, SystemClock()).add(
            superior, name, scheme or settings.defaults.scheme, zone or settings.defaults.zone, secretary
        )
        return made.token

    token = with_database(settings, work)
    typer.echo(f"{name}: added. One-time link for {secretary}, shown only now:\n{_link(bot, token)}")


@branch_app.command("invite")
def invite_secretary(
    name: Annotated[str, typer.Argument(help="The branch's name.")],
    bot: Bot = "",
    config: Config = None,
) -> None:
    """Give a branch's secretary a new one-time link; the links that he had are void."""
    from bot.clock import SystemClock
    from services.branches import Branches

    async def work(db: Database) -> str:
        return (await Branches(db, SystemClock()).invite_secretary(name)).token

    token = with_database(settings_or_refuse(config), work)
    typer.echo(f"{name}: one-time link for the secretary, shown only now:\n{_link(bot, token)}")


@branch_app.command("reviewer")
def name_reviewer(
    name: Annotated[str, typer.Argument(help="The branch that the reviewer is a member of.")],
    member: Annotated[str, typer.Option(help="His roster number, or his name.")],
    end: Annotated[bool, typer.Option("--end", help="He reviews no longer, from today on.")] = False,
    config: Config = None,
) -> None:
    """Name a reviewer of the branch's superior: he stands in wherever nobody in a branch below it can decide."""
    from bot.clock import SystemClock
    from services.branches import Branches

    async def work(db: Database) -> str:
        return await Branches(db, SystemClock()).name_reviewer(name, member, ends=end)

    superior = with_database(settings_or_refuse(config), work)
    typer.echo(f"{superior}: {member} {'reviews no longer' if end else 'reviews from today on'}")


@branch_app.command("list")
def list_branches(config: Config = None) -> None:
    """List the branches: members, who has joined, secretaries, group."""
    from rich.console import Console
    from rich.table import Table

    from bot.clock import SystemClock
    from services.branches import Branches, BranchLine

    async def work(db: Database) -> list[BranchLine]:
        return list(await Branches(db, SystemClock()).list())

    table = Table("branch", "superior", "scheme", "members", "joined", "secretary", "group")
    for line in with_database(settings_or_refuse(config), work):
        group = line.group if line.group_reachable or not line.group else f"{line.group} (unreachable)"
        table.add_row(
            line.name,
            line.superior,
            line.scheme_id,
            str(line.members),
            str(line.joined),
            ", ".join(line.secretaries),
            group,
        )
    # Into a file or a pipe nothing is wrapped: somebody may search in it.
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)


@roster_app.command("import")
def import_roster(
    file: Annotated[Path, typer.Argument(help="The roster as .xlsx.")],
    branch: Annotated[str, typer.Option(help="The branch's name.")],
    yes: Annotated[bool, typer.Option("--yes", help="Apply without asking.")] = False,
    lang: Annotated[str, typer.Option(help="zh_CN or en.")] = "zh_CN",
    config: Config = None,
) -> None:
    """Read a roster, name every faulty cell or show what it would change, and apply it when confirmed."""
    from bot.clock import SystemClock
    from messages.base import word
    from services.errors import Refused
    from services.roster import Rosters

    try:
        content = file.read_bytes()
    except OSError as error:
        refuse([f"{file}: cannot be read: {error.strerror or type(error).__name__}; expected an .xlsx file"])

    async def work(db: Database) -> None:
        rosters = Rosters(db, SystemClock())
        try:
            sheet, preview = await rosters.preview_for(branch, content, lang)
            typer.echo(plain(word(preview, lang).text))
            if not yes and not await asyncio.to_thread(typer.confirm, "Apply?"):
                raise typer.Exit(1)
            applied = await rosters.apply_for(branch, sheet)
        except Refused as error:
            typer.echo(f"{file}:\n{plain(word(error.notice, lang).text)}", err=True)
            raise typer.Exit(FAULTY) from None
        typer.echo(plain(word(applied, lang).text))

    with_database(settings_or_refuse(config), work)


def _link(bot: str, token: str) -> str:
    return f"https://t.me/{bot.lstrip('@')}?start={token}" if bot else f"/start {token}"


def plain(text: str) -> str:
    """Take the messenger's markup out of a wording."""
    return html.unescape(TAG.sub("", text))
