"""Calls that nobody has answered yet, and 伝言 that one has not read."""

from django.urls import reverse

from kasane.access.actor import TOKYO
from kasane.cases.queries import MemoView, open_memos, unread_for
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line, Press


def calls(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.CALL, view.memo.taken_at.astimezone(TOKYO).date(), None),
            f"{view.memo.caller or '名前を聞いていない人'}（{view.for_whom or '手の空いた人'}あて）",
            reverse("memos"),
            view.memo.pk,
            detail=_told(view),
            badge="急ぎ" if view.memo.is_urgent else "",
            press=Press(reverse("memo_done", args=[view.memo.pk]), "済みにする"),
            staff=frozenset({view.memo.for_staff}) if view.memo.for_staff else frozenset(),
        )
        for view in open_memos(asking.actor)
    ]


def unread_messages(asking: Asking) -> list[Line]:
    return [
        Line(
            WaitingFacts(Waiting.MESSAGE, view.message.written_at.astimezone(TOKYO).date(), None),
            f"{view.writer}（{view.from_desk}）から",
            reverse("messages", args=[view.message.case_id]),
            view.message.pk,
            view.message.case_id,
            detail=view.message.text,
            press=Press(reverse("read_message", args=[view.message.pk]), "読みました"),
            staff=frozenset(view.message.to_staff),
        )
        for view in unread_for(asking.actor)
    ]


def _told(view: MemoView) -> str:
    back = f"折り返し：{view.memo.call_back}" if view.memo.call_back else ""
    return "\n".join(word for word in (view.memo.about, view.memo.phone, back) if word)
