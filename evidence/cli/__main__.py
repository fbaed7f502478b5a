"""The command ``evidence``: finds the sub-command and loads only that one."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from evidence import __version__
from evidence.cli.language import asked_language
from evidence.cli.worded import Worded
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

COMMANDS = (
    "check",
    "analyse",
    "report",
    "audit",
    "explain",
    "diff",
    "bulk",
    "pool",
    "stamp",
    "new",
)
NAME = "evidence"


class _Commands(Worded, click.Group):
    """Sub-commands, each imported when it is called and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"evidence.cli.{cmd_name}").command(self.language)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            choices = ", ".join(COMMANDS)
            told = phrase("cli.no_such_command", self.language, found=args[0], choices=choices)
            raise _NoSuchCommand(told)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(phrase("cli.commands", self.language)):
            names = [(name, phrase(f"cli.{name}.help", self.language)) for name in COMMANDS]
            formatter.write_dl(names)


class _NoSuchCommand(click.ClickException):
    """A command that does not exist, told in the reader's language."""

    exit_code = 2


def build() -> click.Group:
    """Return the command group in the language asked for."""
    language = asked_language()
    group = _Commands(
        name=NAME,
        language=language,
        help=phrase("cli.help", language),
        epilog=phrase("cli.example", language),
        subcommand_metavar=phrase("cli.usage.command_metavar", language),
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[_language(language)],
    )
    told = phrase("cli.option.version", language)
    return click.version_option(__version__, prog_name=NAME, help=told)(group)


def _language(language: Language) -> click.Option:
    """``--lang`` before the command: read by ``asked_language`` and only accepted here."""
    return click.Option(
        ["--lang"],
        type=click.Choice([item.value for item in Language]),
        expose_value=False,
        help=phrase("cli.option.lang", language),
    )


def main(arguments: Sequence[str] | None = None) -> Any:
    """Run the command; faults the user can repair are told without traceback, exit code 2."""
    from evidence.errors import EvidenceError

    language = asked_language()
    try:
        code = build().main(arguments, prog_name=NAME, standalone_mode=False)
    except EvidenceError as fault:
        _tell(import_module("evidence.cli.telling").tell(fault, language), 2)
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message())
        sys.exit(0)
    except _NoSuchCommand as fault:
        _tell(fault.message, fault.exit_code)
    except click.ClickException as fault:
        state_mistake = import_module("evidence.cli.mistakes").state_mistake
        _tell(state_mistake(fault, language), fault.exit_code)
    except click.Abort:
        _tell(phrase("cli.stopped", language), 1)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as fault:
        values = {"file": str(fault.filename or ""), "reason": fault.strerror or str(fault)}
        _tell(phrase("disk.refused", language, **values), 2)
    sys.exit(code if isinstance(code, int) else 0)


def _tell(told: str, code: int) -> None:
    click.echo(told, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
