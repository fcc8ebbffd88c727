"""N-1 to N-3: who corrects, adds to, approves and moves a note, in every case there is."""

from itertools import product

import pytest

from kasane.rules.notes import may_be_added_to, may_be_approved, may_be_corrected, may_be_moved

EITHER = (False, True)


@pytest.mark.parametrize(("is_approved", "is_writer", "is_manager"), list(product(EITHER, repeat=3)))
def test_a_note_is_corrected_by_its_writer_or_the_manager_until_it_is_approved(
    is_approved: bool, is_writer: bool, is_manager: bool
) -> None:
    verdict = may_be_corrected(is_approved=is_approved, is_writer=is_writer, is_manager=is_manager)
    assert bool(verdict) is (not is_approved and (is_writer or is_manager))
    assert verdict.rule == "N-1"
    if is_approved:
        assert "追記する" in verdict.sentence
    elif not verdict:
        assert "書いた人と、この窓口の管理者だけ" in verdict.sentence


@pytest.mark.parametrize("is_approved", EITHER)
def test_only_what_is_approved_is_added_to(is_approved: bool) -> None:
    verdict = may_be_added_to(is_approved=is_approved)
    assert bool(verdict) is is_approved
    assert is_approved or "書き直す" in verdict.sentence


@pytest.mark.parametrize("is_manager", EITHER)
def test_the_manager_approves_and_nobody_else(is_manager: bool) -> None:
    verdict = may_be_approved(is_manager=is_manager)
    assert bool(verdict) is is_manager
    assert is_manager or "管理者だけ" in verdict.sentence


@pytest.mark.parametrize(
    ("is_laid_open", "is_writer", "is_manager", "has_tax_consent"), list(product(EITHER, repeat=4))
)
def test_a_misfiled_note_moves_unless_others_have_read_it(
    is_laid_open: bool, is_writer: bool, is_manager: bool, has_tax_consent: bool
) -> None:
    verdict = may_be_moved(
        is_laid_open=is_laid_open,
        is_writer=is_writer,
        is_manager=is_manager,
        has_tax_consent=has_tax_consent,
    )
    assert bool(verdict) is (not is_laid_open and not has_tax_consent and (is_writer or is_manager))
    if is_laid_open:
        assert "追記してください" in verdict.sentence, "what to do instead"
    elif has_tax_consent:
        assert "地方税法22条" in verdict.sentence
