"""Which language to speak, known before the options are read so that help is in it too."""

import os
import sys

from evidence.vocabulary import Language

VARIABLE = "EVIDENCE_LANG"


def asked_language() -> Language:
    """Return the language of ``--lang``, else of ``EVIDENCE_LANG``, else bokmål."""
    arguments = sys.argv[1:]
    asked = os.environ.get(VARIABLE, "")
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
    return Language(asked) if asked in list(Language) else Language.NB
