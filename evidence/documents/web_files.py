"""The web text of each recommendation as files: a page for people, JSON for programs."""

from collections.abc import Sequence
from pathlib import Path

from evidence.documents.built_files import BuiltFiles
from evidence.documents.progress import Progress
from evidence.documents.web_page import web_json, web_page
from evidence.documents.web_text import recommendation_text, recommendations_of
from evidence.findings.finding import Chapter
from evidence.findings.held_back import write_text
from evidence.vocabulary import Language

FOLDER = "web"


def write_web_texts(
    chapter: Chapter,
    folder: Path,
    language: Language,
    *,
    recommendations: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write ``web/<id>.<language>.html`` and ``.json`` for recommendations.

    Parameters
    ----------
    chapter : Chapter
        The findings of every question.
    folder : path
        The build folder; the files go to ``web`` in it.
    language : Language
        Language of the text.
    recommendations : sequence of str
        Ids; empty for all of the chapter.
    progress : Progress, optional
        Told of files left as they are.

    Returns
    -------
    tuple of path
        Two files a recommendation; one whose content would be the same is left alone.

    Raises
    ------
    ChoiceUnknown
        If there is no such recommendation; nothing is written then.
    """
    progress = progress or Progress()
    wanted = dict.fromkeys(recommendations or recommendations_of(chapter))
    with progress.stage("cli.stage.web", language=language):
        texts = [recommendation_text(chapter, one, language) for one in wanted]
        files = {
            folder / FOLDER / f"{text.recommendation.id}.{language}.{ending}": write(text, chapter)
            for text in texts
            for ending, write in (("html", web_page), ("json", web_json))
        }
        built = BuiltFiles(folder / FOLDER)
        for file, content in files.items():
            if built.is_current(file, content):
                progress.kept(file)
            else:
                write_text(file, content)
                built.remember(file, content)
    return tuple(files)
