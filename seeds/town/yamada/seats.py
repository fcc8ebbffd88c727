"""Who sits at a meeting of the town."""

from kasane.directory.models import Assignment
from kasane.meetings.models import Participant, Sitting


def seats(*usernames: str) -> tuple[int, ...]:
    names = {
        "tanaka": "田中 和子",
        "takahashi": "高橋 健",
        "sato": "佐藤 恵",
        "suzuki": "鈴木 大輔",
        "ito": "伊藤 理恵",
    }
    hats = Assignment.objects.exclude(desk__is_resident_run=True)
    return tuple(hats.get(staff__name=names[username]).pk for username in usernames)


def called(sitting: Sitting) -> frozenset[int]:
    return frozenset(Participant.objects.filter(sitting=sitting).values_list("id", flat=True))
