"""What nobody has entered is said: no list of excluded publications, no ongoing trials."""

from dataclasses import replace

import pytest

from evidence.documents.question_part import _missing
from evidence.records.excluded import Excluded
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


@pytest.mark.parametrize("language", list(Language))
def test_a_silence_in_the_tables_is_said(evidence_chapter, language):
    question = replace(evidence_chapter.questions[0], excluded=(), ongoing=())
    told = [one.text for one in _missing(question, language)]
    assert phrase("document.missing.excluded", language) in told
    assert phrase("document.missing.no_ongoing", language) in told
    aside = Excluded(
        id="X1",
        question_id=question.question.id,
        excluded_source_id="SRC1",
        reason="other people",
        provenance=question.question.provenance,
    )
    known = replace(question, excluded=(aside,))
    told = [one.text for one in _missing(known, language)]
    assert phrase("document.missing.excluded", language) not in told
