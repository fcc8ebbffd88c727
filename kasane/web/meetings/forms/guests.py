"""Inviting somebody by name."""

from datetime import date
from typing import Any

from django import forms

from kasane.meetings.actions.guests import GuestWords
from kasane.web.components.fields import ListField, SeveralField, of_list


class GuestForm(forms.Form):
    """Who comes, and for which body: one of the directory, or one that is not there yet."""

    name = forms.CharField(label="氏名", max_length=80, error_messages={"required": "氏名を書いてください。"})
    kana = forms.CharField(label="ふりがな", max_length=80, required=False)
    title = forms.CharField(label="職名", max_length=80, required=False)

    def __init__(self, *args: Any, bodies: list[tuple[int, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"] = ListField(
            [(str(number), name) for number, name in bodies],
            label="機関",
            required=False,
            empty="一覧にない機関",
        )
        self.fields["body"] = forms.CharField(
            label="一覧にない機関の名称",
            max_length=80,
            required=False,
            help_text="ここに書いた機関は、つなぎの送り先には出ません。",
        )
        self.fields["is_public"] = forms.BooleanField(label="公的機関です", required=False)
        self.fields["may_be_named"] = forms.BooleanField(
            label="この機関を、本人の同意の相手として選べるようにする",
            required=False,
            help_text="重層的支援会議では、本人の同意に入っている機関だけが出席できます。",
        )
        self.fields["bound_by"] = SeveralField(
            of_list("existing_body", on), label="構成員になっている会議体", required=False
        )

    def words(self) -> GuestWords:
        told = self.cleaned_data
        return GuestWords(
            name=told["name"],
            kana=told["kana"],
            title=told["title"],
            agency=int(told["agency"]) if told["agency"] else None,
            body=told["body"],
            is_public=told["is_public"],
            may_be_named=told["may_be_named"],
            bound_by=frozenset(told["bound_by"]),
        )
