"""The official forms there are, each in one line."""

from kasane.access.permissions import Permission
from kasane.rules.printing import Audience
from kasane.web.papers import consent, plan, reception
from kasane.web.papers.asked import Kind

EVERYBODY = (Audience.PERSON, Audience.OFFICE, Audience.AGENCY)
HERE_OR_THERE = (Audience.OFFICE, Audience.AGENCY)

# fmt: off
ROWS = (
    Kind("reception_agreed", "相談受付・申込票（本人同意あり）", "reception", Permission.READ_CASES, EVERYBODY, reception.agreed),
    Kind("reception_unasked", "相談受付・申込票（本人同意なし）", "reception", Permission.READ_CASES, (Audience.OFFICE,), reception.unasked),
    Kind("consent", "個人情報の共有に関する同意書", "consent", Permission.RECORD_CONSENT, EVERYBODY, consent.collect),
    Kind("plan", "支援プラン兼利用申込書", "plan", Permission.READ_CASES, EVERYBODY, plan.collect),
)
# fmt: on
KINDS = {kind.code: kind for kind in ROWS}
