"""Commands whose usage and options are told in the reader's language, as click tells English."""

from typing import Any

import click

from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


class Worded(click.Command):
    """A command that tells how it is used in one language."""

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", phrase("cli.usage.options_metavar", language))
        super().__init__(*args, **kwargs)
        self.language = language

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is typed."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = phrase("cli.usage.prefix", self.language)
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{prefix} ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows this help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = phrase("cli.option.help", self.language)
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every option with what it is for."""
        records = [option.get_help_record(ctx) for option in self.get_params(ctx)]
        with formatter.section(phrase("cli.options", self.language)):
            formatter.write_dl([record for record in records if record is not None])
