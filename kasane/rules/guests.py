"""Somebody invited to a sitting by name, without an account: who may be, and what their link opens when (M-3)."""

from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.sittings import IS_AHEAD, SittingState
from kasane.rules.verdicts import Verdict, allowed, refused

LAW = "社会福祉法106条の6"
# Wrong codes after which a link opens nothing until it is made out anew.
MOST_WRONG_CODES = 5


class Standing(Enum):
    """How a link stands, told at the door before anything else is."""

    CODE = "code"
    WRONG = "wrong"
    LOCKED = "locked"
    USED = "used"
    EARLY = "early"
    ENDED = "ended"
    UNKNOWN = "unknown"


@rule(
    "M-3",
    source="社会福祉法106条の6第2項、実施計画 3-1(2)5",
    says="アカウントのない人も、主催者が名前を挙げれば、リンクと確認コードで出席者になる。出席の前に限る。",
)
def may_invite_by_name(
    *, is_host: bool, state: SittingState, name: str, has_body: bool, is_called_already: bool
) -> Verdict:
    """Whether the host may make a link out for somebody."""
    if not is_host:
        return _no(
            "名前を挙げて招待できるのは、主催する福祉総合相談担当だけです。",
            "福祉総合相談担当にお知らせください。",
        )
    if state not in IS_AHEAD:
        return _no(f"この会議は「{state.label}」です。", "次の会議に招待してください。")
    if not name.strip():
        return _no("どなたを招待するかが書かれていません。", "氏名を書いてください。")
    if not has_body:
        return _no(
            "どの機関の方かが決まっていません。", "一覧から選ぶか、一覧にない機関の名称を書いてください。"
        )
    if is_called_already:
        return _no(
            "同じ機関の同じ氏名の方を、もう招待しています。",
            "リンクをなくされたときは、出席者の欄から出し直してください。",
        )
    return allowed("M-3")


SAYS = {
    Standing.WRONG: (
        "確認コードが違います。",
        f"電話でお伝えした8文字を確かめてください。続けて{MOST_WRONG_CODES}回違うと、リンクを止めます。",
    ),
    Standing.LOCKED: (
        "確認コードが続けて違ったため、このリンクを止めました。",
        "主催する福祉総合相談担当に、出し直しを頼んでください。",
    ),
    Standing.USED: (
        "このリンクは、もう別の端末で使われています。",
        "はじめに開いた端末で開くか、主催する福祉総合相談担当に出し直しを頼んでください。",
    ),
    Standing.EARLY: (
        "会議の開催通知が、まだ出ていません。",
        "通知が出てから、もう一度このリンクを開いてください。",
    ),
    Standing.ENDED: (
        "この招待は終わりました。会議で知ったことを守る義務は、これからも続きます。",
        "ご用のあるときは、主催する福祉総合相談担当にお尋ねください。",
    ),
    Standing.UNKNOWN: (
        "このリンクでは、何も開けません。",
        "届いたリンクを、はじめから終わりまで写しているか確かめてください。",
    ),
}


@rule(
    "M-3",
    source="社会福祉法106条の6第5項",
    says="招待のリンクは、確認コードとともに、期限の日まで、はじめに開いた端末でだけ使える。",
)
def may_enter(standing: Standing) -> Verdict:
    """Whether a link may be entered with its code, in the words the door says."""
    if standing is Standing.CODE:
        return allowed("M-3")
    reason, remedy = SAYS[standing]
    # Said before anybody has come in: no article of a law explains a wrong code.
    return refused(reason, basis="", rule="M-3", remedy=remedy)


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=LAW, rule="M-3", remedy=remedy)
