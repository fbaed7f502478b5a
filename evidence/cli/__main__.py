"""The command ``evidence``: finds the sub-command and loads only that one."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from evidence import __version__
from evidence.cli.language import asked_language
from evidence.wording.phrases import phrase

COMMANDS = ("check", "analyse", "report", "explain", "new")


class _Commands(click.Group):
    """Sub-commands, each imported when it is called and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"evidence.cli.{cmd_name}").command(asked_language())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = asked_language()
        with formatter.section(phrase("cli.commands", language)):
            formatter.write_dl([(name, phrase(f"cli.{name}.help", language)) for name in COMMANDS])


def build() -> click.Group:
    """Return the command group in the language asked for."""
    group = _Commands(
        name="evidence",
        help=phrase("cli.help", asked_language()),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    return click.version_option(__version__, prog_name="evidence")(group)


def main(arguments: Sequence[str] | None = None) -> Any:
    """Run the command; faults the user can repair are told without traceback, exit code 2."""
    from evidence.errors import EvidenceError

    try:
        return build()(arguments, standalone_mode=True)
    except EvidenceError as fault:
        tell = import_module("evidence.cli.telling").tell
        click.echo(tell(fault, asked_language()), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
