"""Properties stand in the order of Word's schema; Word refuses files where they do not."""

import pytest
from docx import Document
from docx.oxml.ns import qn

# ISO/IEC 29500-1, sequences of CT_PPrBase, CT_TblPr and CT_TcPr; only the elements we may write.
ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing "
    "ind contextualSpacing jc outlineLvl rPr sectPr",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "w:tcPr": "tcW gridSpan vMerge shd",
}


@pytest.mark.parametrize("name", ORDERS)
def test_properties_stand_in_order(name, written):
    document = Document(str(written["docx"]))
    order = [qn(f"w:{tag}") for tag in ORDERS[name].split()]
    roots = [document.element, *(s.footer._element for s in document.sections)]
    roots += [document.styles[style].element for style in ("Recommendation", "Caption", "Footer")]
    found = [element for root in roots for element in root.iter(qn(name))]
    assert found
    for element in found:
        places = [order.index(child.tag) for child in element]
        assert places == sorted(places)
