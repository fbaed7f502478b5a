"""What the choices of a multiverse and their options are called."""

from evidence.findings.finding import QuestionFindings
from evidence.multiverse.results import ChoiceResult, OptionResult
from evidence.vocabulary import Language
from evidence.wording.numbers import percent
from evidence.wording.phrases import phrase

PER_CENT = 100.0


def choice_name(choice: ChoiceResult, question: QuestionFindings, language: Language) -> str:
    """Return the name of a choice: as written, the trial's, or the package's own word."""
    written = choice.name.in_language(language)
    if written:
        return written
    if choice.about == "rows":
        labels = {study.id: study.label for study in question.studies}
        return labels.get(choice.study_id, choice.study_id)
    return phrase(f"multiverse.about.{choice.about}", language)


def option_name(option: OptionResult, about: str, language: Language) -> str:
    """Return the name of an option: as written, or the package's own word for what it uses."""
    written = option.name.in_language(language)
    if written:
        return written
    if about == "measure":
        return phrase(f"measure.{option.use}", language)
    if about == "tau2" and option.use != "EE":
        return phrase("multiverse.tau2.estimated", language, method=option.use)
    return phrase(f"multiverse.{about}.{option.use}", language)


def impossible_reason(reason: str, language: Language) -> str:
    """Return why a combination cannot be pooled, without capital letter or full stop."""
    return phrase(f"multiverse.impossible.{reason}", language)


def share_of(count: int, total: int, language: Language) -> str:
    """Return a share in whole per cent."""
    return percent(PER_CENT * count / total if total else 0.0, language, 0)
