"""What is wrong with a command as it was typed, in the reader's language."""

import click

from evidence.vocabulary import Language
from evidence.wording.lists import listed
from evidence.wording.phrases import phrase


def state_mistake(fault: click.ClickException, language: Language) -> str:
    """Return what is wrong with a command, and where its help is.

    Parameters
    ----------
    fault : ClickException
        The fault as click found it.
    language : Language
        Language of the reader.

    Returns
    -------
    str
        What click says itself, in English, for faults that have no words here.
    """
    told = _mistake(fault, language)
    context = getattr(fault, "ctx", None)
    if context is None:
        return told
    return "\n".join([told, phrase("cli.see_help", language, command=context.command_path)])


def _mistake(fault: click.ClickException, language: Language) -> str:
    if isinstance(fault, click.NoSuchOption):
        told = phrase("cli.no_such_option", language, option=fault.option_name)
        near = listed(fault.possibilities or (), language)
        return f"{told} {phrase('cli.did_you_mean', language, near=near)}" if near else told
    if isinstance(fault, click.BadParameter) and fault.param is not None:
        name = fault.param.human_readable_name if _is_argument(fault) else fault.param.opts[-1]
        if isinstance(fault, click.MissingParameter):
            return phrase("cli.missing_argument", language, name=name)
        if isinstance(fault.param.type, click.Choice):
            choices = ", ".join(str(choice) for choice in fault.param.type.choices)
            return phrase("cli.bad_choice", language, option=name, choices=choices)
    if isinstance(fault, click.BadOptionUsage):
        return phrase("cli.option_needs_value", language, option=fault.option_name)
    return phrase("cli.cannot_be_read", language, reason=fault.format_message())


def _is_argument(fault: click.BadParameter) -> bool:
    return isinstance(fault.param, click.Argument)
