"""`xianfeng scheme …`: look at the schemes, check one's own, and see what two differ in."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.command_line import refuse

scheme_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Schemes: list, show, check and compare their rules."
)

Name = Annotated[str, typer.Argument(help="A preset such as changzhou-2021, or a scheme's .toml file.")]
Lang = Annotated[str, typer.Option("--lang", help="zh_CN or en.")]
UNCLEAN = 1
"""Exit code of a lint that found faults."""


@scheme_app.command("list")
def list_schemes(lang: Lang = "zh_CN") -> None:
    """List the presets."""
    import schemes
    from bot.scheme_files import spoken
    from bot.scheme_tables import console, scheme_list

    with spoken(lang):
        console().print(scheme_list(map(schemes.load, schemes.names())))


@scheme_app.command("show")
def show_scheme(name: Name, lang: Lang = "zh_CN") -> None:
    """Show a scheme in words: sections, items with their rules, grading, and what the preset decided."""
    from bot.scheme_files import open_scheme, spoken
    from bot.scheme_tables import console, scheme_page

    with spoken(lang):
        console().print(*scheme_page(open_scheme(name)), sep="\n")


@scheme_app.command("lint")
def lint_schemes(
    files: Annotated[list[str], typer.Argument(help="Schemes' .toml files, or presets' names.")],
    lang: Lang = "zh_CN",
) -> None:
    """Name every fault of every file: place, what was found, what is allowed. Ends with 1 when there is any."""
    from bot.scheme_files import spoken
    from bot.scheme_lint import lint
    from messages.scheme_tables import fault_count, no_faults

    with spoken(lang):
        found = lint(files)
        for name in found.clean:
            typer.echo(no_faults(name))
        for fault in found.faults:
            typer.echo(fault)
        if found.faults:
            typer.echo(fault_count(len(found.faults), found.faulty))
    if found.unreadable:
        refuse(found.unreadable)
    if found.faults:
        raise typer.Exit(UNCLEAN)


@scheme_app.command("diff")
def diff_schemes(old: Name, new: Name, lang: Lang = "zh_CN") -> None:
    """Show what the second scheme has otherwise than the first, entry by entry."""
    from bot.scheme_files import open_schemes, spoken
    from bot.scheme_tables import bold, console, difference_table
    from messages.scheme_tables import no_differences
    from scoring.telling.differences import differences

    with spoken(lang):
        if found := differences(*open_schemes(old, new)):
            console().print(bold(f"{old} → {new}"), difference_table(found), sep="\n")
        else:
            typer.echo(no_differences())
