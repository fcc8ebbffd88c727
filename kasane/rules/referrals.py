"""つなぎ: how it runs, and what may travel with it (F-1, F-2)."""

from datetime import date
from enum import Enum

from kasane.rules.consents import SHARING, ConsentFacts, is_in_force
from kasane.rules.lifecycles import StateTable
from kasane.rules.registry import rule
from kasane.rules.verdicts import Verdict, allowed, refused


class ReferralState(Enum):
    SENT = "sent"
    ASKED = "asked"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ARRIVED = "arrived"
    RESPONDED = "responded"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


class ReferralMove(Enum):
    ACCEPT = "accept"
    RETURN = "return"
    ASK = "ask"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    ARRIVE = "arrive"
    RESPOND = "respond"
    CLOSE = "close"

    @property
    def label(self) -> str:
        return MOVE_LABELS[self]


class Side(Enum):
    SENDER = "sender"
    RECEIVER = "receiver"


STATE_LABELS = {
    ReferralState.SENT: "回答待ち",
    ReferralState.ASKED: "問い合わせ中",
    ReferralState.ACCEPTED: "受け付けた",
    ReferralState.RETURNED: "お返しした",
    ReferralState.WITHDRAWN: "取り下げた",
    ReferralState.ARRIVED: "本人とつながった",
    ReferralState.RESPONDED: "はじめの対応をした",
    ReferralState.CLOSED: "結果まで伝えた",
}
MOVE_LABELS = {
    ReferralMove.ACCEPT: "受け付ける",
    ReferralMove.RETURN: "理由を添えてお返しする",
    ReferralMove.ASK: "問い合わせる",
    ReferralMove.ANSWER: "問い合わせに答える",
    ReferralMove.WITHDRAW: "取り下げる",
    ReferralMove.ARRIVE: "本人とつながった",
    ReferralMove.RESPOND: "はじめの対応をした",
    ReferralMove.CLOSE: "結果を伝えて終える",
}
TABLE = StateTable(
    first=ReferralState.SENT,
    rows=(
        (ReferralState.SENT, ReferralMove.ACCEPT, ReferralState.ACCEPTED),
        (ReferralState.SENT, ReferralMove.RETURN, ReferralState.RETURNED),
        (ReferralState.SENT, ReferralMove.ASK, ReferralState.ASKED),
        (ReferralState.SENT, ReferralMove.WITHDRAW, ReferralState.WITHDRAWN),
        (ReferralState.ASKED, ReferralMove.ANSWER, ReferralState.SENT),
        (ReferralState.ASKED, ReferralMove.ACCEPT, ReferralState.ACCEPTED),
        (ReferralState.ASKED, ReferralMove.RETURN, ReferralState.RETURNED),
        (ReferralState.ASKED, ReferralMove.WITHDRAW, ReferralState.WITHDRAWN),
        (ReferralState.ACCEPTED, ReferralMove.ARRIVE, ReferralState.ARRIVED),
        (ReferralState.ARRIVED, ReferralMove.RESPOND, ReferralState.RESPONDED),
        (ReferralState.RESPONDED, ReferralMove.CLOSE, ReferralState.CLOSED),
        # Who never came, or needs it no longer: the sender hears that too.
        (ReferralState.ACCEPTED, ReferralMove.CLOSE, ReferralState.CLOSED),
        (ReferralState.ARRIVED, ReferralMove.CLOSE, ReferralState.CLOSED),
    ),
)
SENDERS_MOVES = frozenset({ReferralMove.ANSWER, ReferralMove.WITHDRAW})
NEEDS_WORDS = {
    ReferralMove.RETURN: "お返しする理由",
    ReferralMove.ASK: "問い合わせたいこと",
    ReferralMove.ANSWER: "問い合わせへの答え",
    ReferralMove.WITHDRAW: "取り下げる理由",
    ReferralMove.CLOSE: "結果",
}
# Moves that also say which kind of reason or result it is, and the choice list of it.
NEEDS_CODE = {ReferralMove.RETURN: "return_reason", ReferralMove.CLOSE: "referral_result"}
WAITING = frozenset({ReferralState.SENT, ReferralState.ASKED})
# In which state something is still waited for, what, and the deadline (of the list) it is held to.
AWAITED = {
    ReferralState.SENT: ("回答", "referral_answer"),
    ReferralState.ASKED: ("問い合わせへの答え", "referral_question"),
    ReferralState.ACCEPTED: ("本人とつながること", "referral_arrival"),
    ReferralState.ARRIVED: ("はじめの対応", "referral_response"),
    ReferralState.RESPONDED: ("結果の報告", "referral_result"),
}


def side_of(move: ReferralMove) -> Side:
    return Side.SENDER if move in SENDERS_MOVES else Side.RECEIVER


@rule(
    "F-1",
    source="つなぎの運用（domain 1.5, 4.2）",
    says="つなぎは、受け付けられるまで送り手が持ち続け、返すときは理由を添える。",
)
def may_move(*, state: ReferralState, move: ReferralMove, side: Side, reason: str, code: str = "") -> Verdict:
    """Whether a side may make a move in a state, with the words it needs."""
    if TABLE.next_state(state, move) is None:
        return refused(
            f"「{state.label}」のつなぎでは、「{move.label}」はできません。",
            basis="つなぎの流れ",
            rule="F-1",
            remedy="画面を開き直して、最新の状態を確かめてください。",
        )
    if side_of(move) is not side:
        other = "送った" if side_of(move) is Side.SENDER else "受け取る"
        return refused(f"「{move.label}」ができるのは、{other}窓口です。", basis="つなぎの流れ", rule="F-1")
    if move in NEEDS_WORDS and not reason.strip():
        return refused(
            f"{NEEDS_WORDS[move]}が書かれていません。",
            basis="つなぎの流れ",
            rule="F-1",
            remedy="一言でも書いてください。",
        )
    if move in NEEDS_CODE and not code:
        return refused(
            f"{NEEDS_WORDS[move]}の区分が選ばれていません。",
            basis="つなぎの流れ",
            rule="F-1",
            remedy="近いものを一つ選んでください。",
        )
    return allowed("F-1")


def side_acting(move: ReferralMove, *, is_sender: bool, is_outside: bool) -> Side:
    """For which side somebody acts; who told somebody without an account records both sides."""
    if is_outside:
        return side_of(move)
    return Side.SENDER if is_sender else Side.RECEIVER


@rule(
    "F-1",
    source="つなぎの運用（domain 4.2）",
    says="どの段階にも営業日の期限があり、過ぎたものは双方の窓口と福祉総合相談担当に示す。",
)
def is_overdue(state: ReferralState, due_on: date, today: date) -> bool:
    return state in AWAITED and today > due_on


@rule("F-1", source="つなぎの運用（domain 4.2）", says="あった日は、送った日から今日までの間で書く。")
def may_have_happened(*, happened_on: date, sent_on: date, today: date) -> Verdict:
    """Whether a step can have been made on a day: not before the つなぎ was sent, not in the future."""
    if sent_on <= happened_on <= today:
        return allowed("F-1")
    return refused(
        "あった日が、つなぎを送った日より前か、今日より後です。",
        basis="つなぎの流れ",
        rule="F-1",
        remedy="日付を確かめてください。",
    )


@rule("F-1", source="つなぎの運用（domain 1.5）", says="同じ世帯を同じ窓口へ、回答を待つ間に二度は送らない。")
def may_be_sent_again(*, waiting_since: date | None) -> Verdict:
    """Whether a desk may send the same household to the same receiver; not while it waits for the answer."""
    if waiting_since is None:
        return allowed("F-1")
    return refused(
        f"この窓口へは、{waiting_since.month}月{waiting_since.day}日から回答待ちです。",
        basis="つなぎの流れ",
        rule="F-1",
        remedy="回答を待つか、送ったつなぎを取り下げてから送ってください。",
    )


class NamesBasis(Enum):
    """On which ground names travel with a つなぎ."""

    CONSENT = "consent"
    NO_CONSENT_SHEET = "no_consent_sheet"
    PUBLIC_BODIES = "public_bodies"
    DANGER = "danger"
    STATUTORY_DUTY = "statutory_duty"
    NAMELESS = "nameless"

    @property
    def label(self) -> str:
        return BASES[self][0]

    @property
    def basis(self) -> str:
        return BASES[self][1]


BASES = {
    NamesBasis.CONSENT: ("本人の同意がある", "個人情報保護法69条2項1号"),
    NamesBasis.NO_CONSENT_SHEET: (
        "【本人同意なし】相談受付・申込票（福祉総合相談担当へ）",
        "個人情報保護法61条、社会福祉法106条の6",
    ),
    NamesBasis.PUBLIC_BODIES: ("行政機関どうし（このつなぎ一度に限る）", "個人情報保護法69条2項2号・3号"),
    NamesBasis.DANGER: ("生命・身体の危険がある", "個人情報保護法69条2項4号、27条1項2号"),
    NamesBasis.STATUTORY_DUTY: ("法令に基づく通報・通告", "個人情報保護法69条1項、27条1項1号"),
    NamesBasis.NAMELESS: ("名前を伝えない（分野・年代・急ぎ具合だけ）", "個人情報保護法2条1項"),
}
NEEDS_REASON = frozenset({NamesBasis.PUBLIC_BODIES, NamesBasis.DANGER, NamesBasis.STATUTORY_DUTY})


@rule(
    "F-2",
    source="個人情報保護法61条・69条（domain 4.2）",
    says="名前は、同意・同意なし申込票・行政機関間・危険・法令のいずれかの根拠でだけ伝える。",
)
def may_carry_names(
    *,
    basis: NamesBasis,
    receiver_is_host: bool,
    both_public: bool,
    consents: tuple[ConsentFacts, ...],
    persons: frozenset[int],
    receiver_agency: int,
    reason: str,
    purpose_declared: bool,
    on: date,
) -> Verdict:
    """Whether names may travel to a receiver on a basis; nameless always may."""
    if basis is NamesBasis.NAMELESS:
        return allowed("F-2")
    if not persons:
        return _refused(basis, "だれについてのつなぎかが選ばれていません。", "対象の方を選んでください。")
    if basis is NamesBasis.CONSENT:
        covered = {
            c.person
            for c in consents
            if is_in_force(c, on) and receiver_agency in c.agencies and SHARING in c.purposes
        }
        if not persons <= covered:
            return _refused(
                basis,
                "選んだ方全員について、この機関との共有の同意が確認できていません。",
                "同意を記録するか、名前を伝えないつなぎ、または福祉総合相談担当へのつなぎにしてください。",
            )
    if basis is NamesBasis.NO_CONSENT_SHEET and not (receiver_is_host and purpose_declared):
        return _refused(
            basis,
            "【本人同意なし】相談受付・申込票を送れるのは、福祉総合相談担当だけです。",
            "送り先を福祉総合相談担当にしてください。",
        )
    if basis is NamesBasis.PUBLIC_BODIES and not both_public:
        return _refused(basis, "双方が行政機関であるときにだけ使えます。", "ほかの根拠を選んでください。")
    if basis in NEEDS_REASON and not reason.strip():
        return _refused(basis, "この根拠を使う理由が書かれていません。", "理由を書いてください。")
    return allowed("F-2")


@rule("F-2", source="つなぎの運用（domain 4.2）", says="送り手は、自分が続けることを書いて送る。")
def may_be_sent(*, keeps_doing: str, content: str, asks_for: str, is_nameless: bool = False) -> Verdict:
    """Whether a sheet says enough; nameless it carries no account of the matter, so none is asked for."""
    missing = tuple(
        label
        for label, text in (
            ("相談の内容と経過", "なし" if is_nameless else content),
            ("依頼したいこと", asks_for),
            ("こちらで続けること", keeps_doing),
        )
        if not text.strip()
    )
    if missing:
        return refused(
            "つなぐシートに、まだ書かれていないところがあります。",
            basis="つなぐシートの様式",
            rule="F-2",
            remedy="つなぎっぱなしにしないために、どれも書いてください。",
            details=missing,
        )
    return allowed("F-2")


def _refused(basis: NamesBasis, reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=basis.basis, rule="F-2", remedy=remedy)
