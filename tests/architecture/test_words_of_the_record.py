"""Every act and every page that the record of seeing may name has its Japanese word."""

import re
from pathlib import Path

from config.urls import urlpatterns
from kasane.web.privacy.words import PAGES, SIGN_INS, WRITES

ROOT = Path(__file__).resolve().parents[2]
# Pages that show nothing of a case, or only lead on to one that does.
SILENT = {
    "account_login",
    "account_logout",
    "invited",
    "invited_again",
    "fed_sittings",
    "end_sittings_feed",
    "account_reauthenticate",
    "account_change_password",
    "to_city",
    "from_city",
    "mfa_authenticate",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "hat",
    "save_draft",
    "draft",
    "discard_draft",
    "new_consultation",
    "new_sitting",
    "provision",
    "components",
    "seeing",
    "unusual",
    "emergency_reviews",
    "emergency_review",
    "forms",
    "form_version",
    "edit_form",
    "choice_lists",
    "choice_list",
    "new_choice_list",
    "add_choice",
    "rename_choice",
    "mark_choice",
    "end_choice",
    "edit_section",
    "edit_item",
    "new_form",
    "new_form_draft",
    "publish_form",
    "ledgers",
    "monthly",
    "help_index",
    "help",
    "imports",
}


def test_every_act_that_is_told_has_a_word() -> None:
    told = {
        word
        for path in (ROOT / "kasane").rglob("*.py")
        for word in re.findall(r'\btell\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert told == set(WRITES)


def test_everything_at_the_door_that_is_told_has_a_word() -> None:
    told = {
        word
        for pattern in ("*.py", "*.sql")
        for path in (ROOT / "kasane").rglob(pattern)
        for word in re.findall(
            r"""(?:tell_own\(|(?:audit_record|record_view)\(\s*['"]sign_in['"],)\s*['"](\w+)['"]""",
            path.read_text(encoding="utf-8"),
        )
    }
    assert told == set(SIGN_INS)


def test_every_page_has_a_word() -> None:
    assert {str(pattern.name) for pattern in urlpatterns} - SILENT == set(PAGES)
