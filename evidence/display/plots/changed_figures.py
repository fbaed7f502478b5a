"""The figures of a chapter that differ between two versions."""

from collections.abc import Iterator

from evidence.display.plots.forest import forest_parts
from evidence.display.plots.geometry import Figure
from evidence.display.plots.review_level import review_parts
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language


def changed_figures(old: Chapter, new: Chapter, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the ids of figures that differ, with added, removed or changed.

    Parameters
    ----------
    old, new : Chapter
        The versions.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of (str, str)
        In the order of the new version; two figures are the same when every shape and number is.
    """
    before, after = dict(_figures(old, language)), dict(_figures(new, language))
    found = []
    for name in dict.fromkeys((*after, *before)):
        if name not in before:
            found.append((name, "added"))
        elif name not in after:
            found.append((name, "removed"))
        elif before[name] != after[name]:
            found.append((name, "changed"))
    return tuple(found)


def _figures(chapter: Chapter, language: Language) -> Iterator[tuple[str, Figure]]:
    for question in chapter.questions:
        for outcome in question.outcomes:
            for figure in review_parts(question, outcome, language):
                yield figure.id, figure
        for finding in question.findings:
            for figure in forest_parts(finding, question, language):
                yield figure.id, figure
