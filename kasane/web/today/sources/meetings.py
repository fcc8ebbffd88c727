"""Sittings one convenes or is invited to, and what came of them."""

from django.urls import reverse

from kasane.meetings.queries import (
    coming,
    deferred_of,
    designations_waiting,
    policies_due,
    unpublished,
    unread_minutes,
)
from kasane.rules.sittings import SittingState
from kasane.rules.waiting import AHEAD, Waiting, WaitingFacts
from kasane.web.today.lines import Asking, Line, Press


def coming_sittings(asking: Asking) -> list[Line]:
    """The wall lets one see what one convenes or is invited to by name; so each is one's own."""
    return [
        Line(
            WaitingFacts(Waiting.SITTING, None, view.sitting.held_on),
            f"{view.title}　{view.sitting.place}",
            reverse("sitting", args=[view.sitting.pk]),
            view.sitting.pk,
            due_word=f"{view.sitting.starts_at.hour}時{view.sitting.starts_at.minute:02}分から",
            staff=frozenset({asking.actor.staff}),
        )
        for view in coming()
        # Of a series only what is near is work of these days; what people were called to is always.
        if view.state is not SittingState.PLANNED or view.sitting.held_on <= asking.today + AHEAD
    ]


def minutes_to_read(asking: Asking) -> list[Line]:
    """Published minutes that who acts has not said to have read; a new version is news again."""
    return [
        Line(
            WaitingFacts(Waiting.MINUTES, one.item.sitting.held_on, None),
            f"{one.item.topic}　議事録を読む"
            if one.number == 1
            else f"{one.item.topic}　議事録が直されました",
            reverse("minutes", args=[one.item_id]),
            one.pk,
            badge="新しい版" if one.number > 1 else "",
            since_word="会議",
            staff=frozenset({asking.actor.staff}),
        )
        for one in unread_minutes(asking.actor)
    ]


def deferred_items(asking: Asking) -> list[Line]:
    """What the desk's sittings put off and nobody has taken up again."""
    return [
        Line(
            WaitingFacts(Waiting.DEFERRED, item.sitting.held_on, None),
            f"{item.people_line}　{item.topic}を次回に立てる",
            reverse("resume_item", args=[item.pk]),
            item.pk,
            detail=item.deferred_why,
            since_word="会議",
        )
        for item in deferred_of(asking.actor)
    ]


def policies_to_review(asking: Asking) -> list[Line]:
    """関わりの方針 whose review day has come near."""
    until = asking.today + AHEAD
    return [
        Line(
            WaitingFacts(Waiting.POLICY_REVIEW, None, policy.review_on),
            f"{policy.item.people_line}　関わりの方針を見直す",
            reverse("item", args=[policy.item_id]),
            policy.pk,
            due_word="見直しの日",
            press=Press(reverse("policy_reviewed", args=[policy.item_id]), "見直した"),
        )
        for policy in policies_due(asking.actor, until)
    ]


def designations(asking: Asking) -> list[Line]:
    """What secretariats of existing bodies asked 福祉総合相談担当 to designate as 支援会議 (M-6)."""
    return [
        Line(
            WaitingFacts(Waiting.SITTING, None, view.asked.held_on),
            f"支援会議としての位置付けの依頼　{view.body}",
            reverse("designation", args=[view.asked.pk]),
            view.asked.pk,
            due_word=f"{view.desk}から",
        )
        for view in designations_waiting(asking.actor.today)
    ]


def minutes_to_publish(asking: Asking) -> list[Line]:
    """Sittings of the desk that are over and whose minutes nobody has published."""
    return [
        Line(
            WaitingFacts(Waiting.SITTING, None, view.sitting.held_on),
            f"{view.title}　議事録を公開する",
            reverse("sitting", args=[view.sitting.pk]),
            view.sitting.pk,
            badge=view.state.label,
            due_word="開催",
        )
        for view in unpublished(asking.actor.desk, asking.actor.today)
    ]
