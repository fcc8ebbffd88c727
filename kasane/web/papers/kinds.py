"""The official forms there are, each in one line."""

from kasane.access.permissions import Permission
from kasane.rules.printing import Audience
from kasane.web.papers import assessment, consent, evaluation, minutes, notes, notice, plan, pledge, reception
from kasane.web.papers.asked import Kind

EVERYBODY = (Audience.PERSON, Audience.OFFICE, Audience.AGENCY)
HERE_OR_THERE = (Audience.OFFICE, Audience.AGENCY)

# fmt: off
ROWS = (
    Kind("reception_agreed", "相談受付・申込票（本人同意あり）", "reception", Permission.READ_CASES, EVERYBODY, reception.agreed),
    Kind("reception_unasked", "相談受付・申込票（本人同意なし）", "reception", Permission.READ_CASES, (Audience.OFFICE,), reception.unasked),
    Kind("consent", "個人情報の共有に関する同意書", "consent", Permission.RECORD_CONSENT, EVERYBODY, consent.collect),
    Kind("plan", "支援プラン兼利用申込書", "plan", Permission.READ_CASES, EVERYBODY, plan.collect),
    Kind("evaluation", "評価シート", "evaluation", Permission.READ_CASES, EVERYBODY, evaluation.collect),
    Kind("assessment", "インテーク・アセスメントシート", "assessment", Permission.READ_CASES, EVERYBODY, assessment.collect),
    Kind("notes", "支援経過記録（一覧）", "notes", Permission.READ_CASES, HERE_OR_THERE, notes.collect),
    Kind("consent_blank", "同意書の用紙", "consent", Permission.RECORD_CONSENT, (Audience.PERSON,), consent.blank),
    Kind("minutes", "議事録", "minutes", Permission.CONVENE_MEETINGS, HERE_OR_THERE, minutes.collect),
    Kind("notice", "開催通知", "notice", Permission.CONVENE_MEETINGS, (Audience.ATTENDEE,), notice.collect),
    Kind("pledge", "誓約書", "pledge", Permission.CONVENE_MEETINGS, (Audience.ATTENDEE,), pledge.collect),
)
# fmt: on
KINDS = {kind.code: kind for kind in ROWS}
