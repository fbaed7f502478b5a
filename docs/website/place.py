"""Where a file of the project stands on the site: what is in ``docs`` at the top."""

from pathlib import PurePosixPath


def place(source: PurePosixPath) -> PurePosixPath:
    """Return the file of the site that shows a file of the project.

    Parameters
    ----------
    source : path
        From the project's folder.

    Returns
    -------
    path
        From the site's folder. A page of Markdown becomes ``.html``, and a ``README`` the index of
        its folder; a picture stays what it is; any other text is shown on a page of its own.
    """
    inner = source.parts[1:] if source.parts[0] == "docs" else ("project", *source.parts)
    path = PurePosixPath(*inner)
    if path.suffix == ".md":
        return path.with_name("index.html" if path.stem == "README" else f"{path.stem}.html")
    if path.suffix in PICTURES:
        return path
    return path.with_name(f"{path.name}.html")


PICTURES = {".svg", ".png"}
