"""A pledge as the convening desk receives it."""

from datetime import datetime
from typing import Any

from django import forms

from kasane.access.actor import TOKYO
from kasane.meetings.actions.pledges import PledgeWords
from kasane.rules.pledges import PledgeWay
from kasane.web.components.fields import ListField, MomentField, OneField, local
from kasane.web.components.papers import PaperField


class ReceivedPledgeForm(forms.Form):
    """On paper; orally only where the sitting is of 緊急."""

    def __init__(
        self, *args: Any, is_urgent: bool, hearers: list[tuple[int, str]], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ways = (PledgeWay.PAPER, PledgeWay.ORAL) if is_urgent else (PledgeWay.PAPER,)
        self.fields["way"] = OneField(
            [(way.value, way.label) for way in ways], label="誓約の方法", initial=PledgeWay.PAPER.value
        )
        self.fields["pledged_at"] = MomentField(label="誓約した日時", initial=local(now))
        self.fields["paper"] = PaperField(
            label="署名した書面（PDF・JPEG・PNG、10メガバイトまで）", required=False
        )
        self.fields["is_for_the_year"] = forms.BooleanField(
            label="年度末まで、この種類の会議すべてについての誓約", required=False
        )
        if is_urgent:
            self.fields["heard_by"] = ListField(
                [(str(number), name) for number, name in hearers],
                label="聞いた人（口頭のとき）",
                required=False,
            )

    def words(self) -> PledgeWords:
        told = self.cleaned_data
        moment = told["pledged_at"]
        return PledgeWords(
            way=PledgeWay(told["way"]),
            pledged_at=moment if moment.tzinfo else moment.replace(tzinfo=TOKYO),
            paper=told["paper"].read() if told.get("paper") else None,
            heard_by=int(told["heard_by"]) if told.get("heard_by") else None,
            is_for_the_year=told["is_for_the_year"],
        )
