"""Write the site to ``docs/site/``: ``python -m docs.website``."""

from docs.website.build import ROOT, build
from docs.website.drafts import write_drafts

FOLDER = ROOT / "docs" / "site"

build(FOLDER)
write_drafts(FOLDER / "draft")
