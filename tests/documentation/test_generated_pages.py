"""The generated pages are what the code says; else run make docs."""

from docs.pages.generated import GALLERY, REFERENCE, ROOT, generated

PAGES = generated()


def test_there_is_a_reference():
    assert len(PAGES) > 2


def test_every_page_is_current():
    old = [
        str(path.relative_to(ROOT))
        for path, text in PAGES.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert not old, f"run make docs: {old}"


def test_no_page_of_what_is_gone():
    assert {*REFERENCE.rglob("*.md"), *GALLERY.iterdir()} <= set(PAGES)


def test_there_is_a_page_of_validation():
    assert ROOT / "docs" / "validation.md" in PAGES
