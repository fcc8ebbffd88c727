"""Taking back what was said to be over: on its own day, by the desk that said it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kasane.access.actor import Actor
from kasane.access.permissions import Permission
from kasane.cases.actions.issues import take_back_end
from kasane.cases.actions.messages import take_back_memo
from kasane.cases.actions.notes import take_back_next
from kasane.cases.actions.team import take_back_role
from kasane.cases.queries import memo_of, own_issue, own_note, own_role
from kasane.people.actions.household import take_back_whole_move
from kasane.people.queries import own_membership
from kasane.support_plans.actions.follow_ups import take_back_follow_up
from kasane.support_plans.actions.goals import take_up_goal
from kasane.support_plans.actions.pauses import take_back_try
from kasane.support_plans.queries import own_dropped_goal, own_follow_up, own_suspension
from kasane.tasks.actions.deputies import take_back_end_of_deputy
from kasane.tasks.queries import deputy_of
from kasane.web.access import ActingRequest, found, needs


@dataclass(frozen=True)
class Undo:
    """What is taken back: who may, where it is found in one's own rooms, the act, its sentence, the page after it."""

    permission: Permission
    find: Callable[[int, Actor], Any]
    take_back: Callable[..., None]
    says: str
    back: Callable[[Any], tuple[object, ...]]


def _view(undo: Undo) -> Callable[..., HttpResponse]:
    """The screen of one kind; a refusal is shown by the page of refusals."""

    @needs(undo.permission)
    @require_POST
    def view(request: ActingRequest, record: int) -> HttpResponse:
        own = found(undo.find(record, request.actor))
        undo.take_back(own, by=request.actor)
        messages.success(request, undo.says)
        address, *arguments = undo.back(own)
        return redirect(str(address), *arguments)

    return view


issue = _view(
    Undo(
        Permission.WRITE_NOTES,
        own_issue,
        take_back_end,
        "課題を、続いているものに戻しました。終わりを書いたことは、経過に残っています。",
        lambda own: ("issue", own.case_id, own.pk),
    )
)
move = _view(
    Undo(
        Permission.WRITE_NOTES,
        own_membership,
        take_back_whole_move,
        "世帯の移動を元に戻しました。取り消した記録は残っています。",
        lambda own: ("genogram", own.case_id),
    )
)
role = _view(
    Undo(
        Permission.ATTEND_MEETINGS,
        own_role,
        take_back_role,
        "役割を、済みになる前に戻しました。",
        lambda _: ("home",),
    )
)
planned = _view(
    Undo(
        Permission.WRITE_NOTES,
        own_note,
        take_back_next,
        "予定を、済みになる前に戻しました。",
        lambda own: ("note", own.case_id, own.pk),
    )
)
follow_up = _view(
    Undo(
        Permission.DRAFT_PLANS,
        own_follow_up,
        take_back_follow_up,
        "フォローアップを、済みになる前に戻しました。書いた結果は残っています。",
        lambda own: ("part", own.part_id),
    )
)
goal = _view(
    Undo(
        Permission.DRAFT_PLANS,
        own_dropped_goal,
        take_up_goal,
        "目標と、その実施することを、案に戻しました。",
        lambda own: ("draft_part", own.version.part_id),
    )
)
memo = _view(
    Undo(
        Permission.TAKE_CONSULTATION,
        memo_of,
        take_back_memo,
        "電話メモを、待っているものに戻しました。",
        lambda _: ("memos",),
    )
)
deputy = _view(
    Undo(
        Permission.READ_CASES,
        deputy_of,
        take_back_end_of_deputy,
        "担当代理を、終える前に戻しました。",
        lambda _: ("desk",),
    )
)
tried = _view(
    Undo(
        Permission.DRAFT_PLANS,
        own_suspension,
        take_back_try,
        "連絡したしるしを取り消しました。また連絡する日は、そのままです。",
        lambda own: ("part", own.part_id),
    )
)
