"""Every permission in one list, and which role has which.

A permission speaks of the person (what they may ask for); whether a given thing may be read or changed
is decided by the one rule and by the rules of the work.
"""

from enum import Enum


class Permission(Enum):
    """Grammar: verb, then the noun it acts on."""

    TAKE_CONSULTATION = "take_consultation"
    READ_CASES = "read_cases"
    WRITE_NOTES = "write_notes"
    SEND_REFERRAL = "send_referral"
    ANSWER_REFERRAL = "answer_referral"
    RECORD_CONSENT = "record_consent"
    CONVENE_MEETINGS = "convene_meetings"
    ATTEND_MEETINGS = "attend_meetings"
    DRAFT_PLANS = "draft_plans"
    DECIDE_MATCHES = "decide_matches"
    EXPORT_LISTS = "export_lists"
    IMPORT_LEDGER = "import_ledger"
    BEGIN_EMERGENCY = "begin_emergency"
    REVIEW_EMERGENCY = "review_emergency"
    READ_PROVISION = "read_provision"
    READ_SEEING = "read_seeing"
    KEEP_FORMS = "keep_forms"


class Role(Enum):
    """What somebody is at the desk of their assignment (design: the people)."""

    DESK_WORKER = "desk_worker"
    COORDINATOR = "coordinator"
    CSW = "csw"
    PARTICIPANT = "participant"
    GUEST = "guest"
    PLAN_OFFICER = "plan_officer"
    PRIVACY_OFFICER = "privacy_officer"
    SYSTEM_ADMINISTRATOR = "system_administrator"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.DESK_WORKER: "相談員",
    Role.COORDINATOR: "福祉総合相談担当",
    Role.CSW: "コミュニティソーシャルワーカー",
    Role.PARTICIPANT: "会議出席者",
    Role.GUEST: "招待された出席者",
    Role.PLAN_OFFICER: "計画担当",
    Role.PRIVACY_OFFICER: "個人情報担当",
    Role.SYSTEM_ADMINISTRATOR: "システム管理者",
}

DESK_WORK = frozenset(
    {
        Permission.TAKE_CONSULTATION,
        Permission.READ_CASES,
        Permission.WRITE_NOTES,
        Permission.SEND_REFERRAL,
        Permission.ANSWER_REFERRAL,
        Permission.RECORD_CONSENT,
        Permission.EXPORT_LISTS,
        Permission.IMPORT_LEDGER,
        Permission.BEGIN_EMERGENCY,
        Permission.ATTEND_MEETINGS,
        Permission.READ_PROVISION,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DESK_WORKER: DESK_WORK,
    Role.COORDINATOR: DESK_WORK
    | {
        Permission.CONVENE_MEETINGS,
        Permission.DRAFT_PLANS,
        Permission.DECIDE_MATCHES,
        Permission.KEEP_FORMS,
    },
    Role.CSW: DESK_WORK,
    Role.PARTICIPANT: frozenset({Permission.ATTEND_MEETINGS}),
    Role.GUEST: frozenset({Permission.ATTEND_MEETINGS}),
    Role.PLAN_OFFICER: frozenset({Permission.READ_PROVISION}),
    Role.PRIVACY_OFFICER: frozenset(
        {Permission.READ_PROVISION, Permission.READ_SEEING, Permission.REVIEW_EMERGENCY}
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Permission.READ_PROVISION, Permission.KEEP_FORMS}),
}


def permissions_of(role: Role) -> frozenset[Permission]:
    return PERMISSIONS[role]
