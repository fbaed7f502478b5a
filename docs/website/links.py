"""Where a link of a page leads, on the site."""

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from docs.website.place import place

ELSEWHERE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of one page; ``shown`` gathers the files of the project that they lead to."""

    root: Path
    source: PurePosixPath
    shown: set[PurePosixPath] = field(default_factory=set)

    def on_site(self, target: str) -> str:
        """Return a link as the site has it, and remember the file it leads to.

        Parameters
        ----------
        target : str
            As the page of Markdown writes it: from its own folder, or an address elsewhere.

        Returns
        -------
        str
            From the folder of the page on the site.

        Raises
        ------
        FileNotFoundError
            If there is no such file in the project.
        """
        path, mark, anchor = target.partition("#")
        if target.startswith(ELSEWHERE) or not path:
            return target
        file = PurePosixPath(os.path.normpath(self.source.parent / path))
        if (self.root / file).is_dir():
            file /= "README.md"
        if not (self.root / file).is_file():
            raise FileNotFoundError(f"{self.source}: {target}")
        self.shown.add(file)
        return relative(place(file), place(self.source)) + mark + anchor


def relative(target: PurePosixPath, page: PurePosixPath) -> str:
    """Return the way from a page of the site to a file of it."""
    return os.path.relpath(target, page.parent)
