"""The PDF held against PDF/UA-1: the checkpoints of the Matterhorn protocol a machine can check.

Numbers in the names of tests' messages are the protocol's checkpoints (Matterhorn Protocol 1.1,
PDF Association 2021), read from the file by pikepdf, which wrote none of it.
"""

import itertools

import pikepdf
import pytest

PAINTS = {"Tj", "TJ", "'", '"', "Do", "sh", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "EI"}


@pytest.fixture(scope="module")
def pdf(written):
    with pikepdf.open(written["pdf"]) as document:
        yield document


@pytest.fixture(scope="module")
def tags(pdf):
    """Every element of the structure in the order it is read, with its ancestors' names."""
    return list(_below(pdf.Root.StructTreeRoot, ()))


def _kids(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _below(node, ancestors):
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, ancestors
            yield from _below(kid, (*ancestors, str(kid.S)))


def named(tags, *names):
    return [element for element, _ in tags if element.S in names]


def inner(element):
    return [str(kid.S) for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary)]


def owners(pdf):
    """The element that owns each number of the parent tree."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))


def test_01_everything_painted_is_read_or_set_apart(pdf, tags):
    read = {element.objgen for element, _ in tags}
    parents = owners(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        owned = parents[int(page.StructParents)]
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                depth += 1
                if operands[0] != "/Artifact":
                    assert owned[int(operands[1].MCID)].objgen in read, f"page {number}"
            elif name == "EMC":
                depth -= 1
            elif name in PAINTS:
                assert depth, f"page {number}: {name} outside the tags"
        assert depth == 0


def test_01_footers_are_set_apart_on_every_page(pdf):
    for page in pdf.pages:
        kinds = [
            operands[1].get("/Type")
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and operands[0] == "/Artifact"
        ]
        assert kinds.count("/Pagination") >= 2


def test_02_every_tag_is_a_standard_one(tags):
    standard = "Document Part Sect Div NonStruct P H1 H2 H3 H4 L LI Lbl LBody Table THead TBody"
    standard = {f"/{name}" for name in f"{standard} TR TH TD Caption Span Link Figure".split()}
    assert {str(element.S) for element, _ in tags} <= standard


def test_06_and_07_title_is_told_and_shown(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Send påminnelsesbrev"
        assert metadata["pdfuaid:part"] == "1"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_09_lists_and_tables_hold_what_they_may(tags):
    for element in named(tags, "/L"):
        assert set(inner(element)) <= {"/LI", "/Caption"}
    for element in named(tags, "/LI"):
        assert set(inner(element)) <= {"/Lbl", "/LBody"}
    for element in named(tags, "/Table"):
        assert set(inner(element)) <= {"/Caption", "/THead", "/TBody"}
    for element in named(tags, "/THead", "/TBody"):
        assert set(inner(element)) == {"/TR"}
    for element in named(tags, "/TR"):
        assert set(inner(element)) <= {"/TH", "/TD"}


def test_11_language_is_told(pdf):
    assert str(pdf.Root.Lang) == "nb"


def test_13_figures_have_words_and_a_box_within_the_page(page, tags):
    figures = named(tags, "/Figure")
    assert len(figures) == len(list(page.iter("figure")))
    for figure in figures:
        assert len(str(figure.Alt)) > 40
        left, low, right, top = map(float, figure.A.BBox)
        _, _, width, height = map(float, figure.Pg.MediaBox)
        assert 0 <= left < right <= width
        assert 0 <= low < top <= height
        assert (right - left) * (top - low) < 0.8 * width * height


def test_14_headings_step_down_one_level_at_a_time(tags):
    levels = [int(str(element.S)[2:]) for element in named(tags, "/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_15_heading_cells_say_what_they_head(tags):
    scopes = {"/THead": "/Column", "/TBody": "/Row"}
    for element, ancestors in tags:
        if element.S == "/TH":
            assert element.A.Scope == scopes[ancestors[-2]]
    ids = {str(element.ID) for element in named(tags, "/TH")}
    for cell in named(tags, "/TD"):
        assert set(map(str, cell.A.Headers)) <= ids


def test_28_links_are_printed_tagged_once_and_say_where_they_lead(pdf, tags):
    parents = owners(pdf)
    links = named(tags, "/Link")
    annotations = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(annotations) == len(links) > 50
    assert all("/Link" not in ancestors for element, ancestors in tags if element.S == "/Link")
    for note in annotations:
        assert int(note.F) == 4
        owner = parents[int(note.StructParent)]
        assert owner.S == "/Link"
        assert any(
            isinstance(kid, pikepdf.Dictionary) and kid.get("/Obj", note).objgen == note.objgen
            for kid in _kids(owner)
        )
        assert str(note.Contents).strip()
        assert "/Dest" not in note or str(note.Contents) != str(note.Dest)


def test_28_pages_are_tabbed_through_in_the_order_of_the_tags(pdf):
    assert all(page.Tabs == "/S" for page in pdf.pages)


def test_31_letters_can_be_read_back(pdf):
    fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("/ToUnicode" in font for font in fonts.values())
