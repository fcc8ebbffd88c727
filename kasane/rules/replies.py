"""What somebody called answers, and the opinion in writing of who cannot come (M-3)."""

from enum import Enum

from kasane.rules.registry import rule
from kasane.rules.sittings import SittingState
from kasane.rules.verdicts import Verdict, allowed, refused

PLAN = "実施計画 3-1(2)"


class Answer(Enum):
    ATTEND = "attend"
    ABSENT = "absent"
    PROXY = "proxy"

    @property
    def label(self) -> str:
        return {"attend": "出席", "absent": "欠席", "proxy": "代理が出席"}[self.value]


@rule(
    "M-3",
    source=PLAN,
    says="出席の返事は、開催通知から開会までの間にできる。代理のときは、その氏名を知らせる。",
)
def may_reply(*, state: SittingState, answer: Answer, note: str) -> Verdict:
    """Whether this answer may be given now; `note` names the deputy, or says why."""
    if state is not SittingState.INVITED:
        return _no(
            f"この会議は「{state.label}」です。返事は、開催通知から開会までの間にできます。",
            "ご用のあるときは、主催する福祉総合相談担当にお知らせください。",
        )
    if answer is Answer.PROXY and not note.strip():
        return _no(
            "代理の方の氏名が書かれていません。",
            "氏名を書いてください。代理の方は、主催者があらためて招きます。",
        )
    return allowed("M-3")


@rule("M-3", source=PLAN, says="出席できない人は、誓約して読める議題に、開会の前まで、書面で意見を出せる。")
def may_hand_in_opinion(
    *, state: SittingState, is_called: bool, has_pledged: bool, leaves_item: bool, text: str
) -> Verdict:
    """Whether an opinion may be handed in to an item."""
    if not is_called or leaves_item:
        return _no("この議題に加わる出席者ではありません。", "主催する福祉総合相談担当にお知らせください。")
    if not has_pledged:
        return _no("誓約をいただくまで、意見は出せません。", "会議のページで誓約してください。")
    if state is not SittingState.INVITED:
        return _no(
            f"この会議は「{state.label}」です。書面の意見は、開会の前まで出せます。",
            "会議で述べるか、主催する福祉総合相談担当にお知らせください。",
        )
    if not text.strip():
        return _no("意見が書かれていません。", "この議題について、知っていることやお考えを書いてください。")
    return allowed("M-3")


def _no(reason: str, remedy: str) -> Verdict:
    return refused(reason, basis=PLAN, rule="M-3", remedy=remedy)
