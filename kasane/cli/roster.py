"""The city's people: accounts and hats from the personnel section's list, looked at first and then taken in whole."""

from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kasane.access.permissions import Role
from kasane.cli.given import DAYS, give, write_slips
from kasane.directory.models import Assignment, Desk, Staff
from kasane.documents.reading import read_lines
from kasane.documents.slips import Slip
from kasane.japanese.wareki import wareki
from kasane.rules.roster import Hat, hats_of, without_anybody
from kasane.sign_in.models import Account

MOST = 5_000
# Whoever is invited to a sitting by name comes by their link, and by no list.
ROLES = {role.label: role.value for role in Role if role is not Role.GUEST}


def take_in(path: Path, *, is_done: bool) -> int:
    """Say what a list would change, or change it; one fault anywhere, and nothing is. Returns the exit code."""
    desks = {}
    for desk in Desk.objects.filter(is_guest=False).select_related("agency"):
        desks[desk.code] = desks[f"{desk.agency.name} {desk.name}"] = desk.pk
    lines = [(line.number, line.cells) for line in read_lines(path.read_bytes(), most=MOST)]
    hats, faults = hats_of(lines, desks=desks, roles=ROLES)
    known = {account.username: account for account in Account.objects.all()}
    faults += [fault for hat in hats if (fault := _fault(hat, hats, known))]
    if faults:
        print("\n".join(faults))
        print("一行も取り込んでいません。直してから、もう一度お試しください。")
        return 1
    new = sorted({hat.username for hat in hats} - set(known))
    with transaction.atomic():
        known |= {username: Account(username=username) for username in new}
        slips = [_slip(known[username], hats) for username in new]
        changes = [_put(order, hat, known) for order, hat in enumerate(hats)]
        told = _told(changes, len(new))
        if not is_done:
            transaction.set_rollback(True)
        elif slips:
            # Before anything stands: passwords that could not be written down were never given.
            told.append(_written(path, slips))
    print("\n".join(told))
    print(
        "取り込みました。"
        if is_done
        else "まだ何も変えていません。このとおりでよければ、--do を付けてください。"
    )
    return 0


def _fault(hat: Hat, hats: list[Hat], known: dict[str, Account]) -> str:
    """What stands against a row in the hats worn now; nothing where nothing does."""
    if hat.valid_from is None:
        return "" if _running(hat, known) else f"{hat.row}行目：終える配属が見つかりません。"
    goes_on = _worn(hat, known).filter(valid_from__lt=hat.valid_from).exists()
    ends = any(
        (one.username, one.desk) == (hat.username, hat.desk) and one.valid_to and one is not hat
        for one in hats
    )
    return (
        f"{hat.row}行目：同じ窓口の配属が続いています。終える行を加えてください。"
        if goes_on and not ends
        else ""
    )


def _slip(account: Account, hats: list[Hat]) -> Slip:
    """A new account with its first password, which is good for some days after its holder begins."""
    own = [hat for hat in hats if hat.username == account.username]
    password = give(
        account, days=DAYS, since=min((hat.valid_from for hat in own if hat.valid_from), default=None)
    )
    until = wareki(timezone.localdate(account.given_password_until))
    return Slip(own[0].name, account.username, password, until)


def _written(path: Path, slips: list[Slip]) -> str:
    target = path.with_name(f"{path.stem}-はじめのパスワード.pdf")
    try:
        write_slips(target, slips)
    except FileExistsError:
        raise ValueError(
            f"{target} がもうあります。前のものを渡し終えたら消して、もう一度お試しください。一行も取り込んでいません。"
        ) from None
    return (
        f"はじめのパスワードを {target} に書きました（{len(slips)}人）。"
        "一人ずつ切って渡し、渡し終えたら消してください。この画面には出ません。"
    )


def _worn(hat: Hat, known: dict[str, Account]) -> QuerySet[Assignment]:
    """What somebody is at a desk without an end."""
    account = known[hat.username].pk if hat.username in known else -1
    return Assignment.objects.filter(staff__account_id=account, desk_id=hat.desk, valid_to=None)


def _running(hat: Hat, known: dict[str, Account]) -> Assignment | None:
    """The hat that a row without a beginning ends: the newest that has begun by then."""
    return _worn(hat, known).filter(valid_from__lte=hat.valid_to or date.max).order_by("-valid_from").first()


def _put(order: int, hat: Hat, known: dict[str, Account]) -> str:
    """Store one row; a hat that ends stays what it was until then."""
    staff, _ = Staff.objects.update_or_create(
        account_id=known[hat.username].pk, defaults={"name": hat.name, "kana": hat.kana, "title": hat.title}
    )
    told = {"role": hat.role, "is_manager": hat.is_manager, "valid_to": hat.valid_to}
    if hat.valid_from is None:
        if worn := _running(hat, known):
            Assignment.objects.filter(pk=worn.pk).update(valid_to=hat.valid_to)
    else:
        Assignment.objects.update_or_create(
            staff=staff,
            desk_id=hat.desk,
            valid_from=hat.valid_from,
            defaults=told,
            create_defaults={**told, "sort_order": order},
        )
    began = f"{hat.valid_from}から" if hat.valid_from else "いまの配属を"
    return f"{hat.name}　{Desk.objects.get(pk=hat.desk).name}　{Role(hat.role).label}　{began}{f'{hat.valid_to}まで' if hat.valid_to else ''}"


def _told(changes: list[str], new: int) -> list[str]:
    """What changes, the new accounts, what is left to hand over, and the desks that will stand empty."""
    lines = [*changes, f"配属 {len(changes)}件、新しいアカウント {new}件"]
    today = timezone.localdate()
    lines += [
        f"△ {name}さんが{ends}に{desk}を離れます。担当のケースが{count}件あります。その日までに引き継いでください。"
        for name, desk, ends, count in _left_over(today)
    ]
    for desk in Desk.objects.filter(is_guest=False, assignments__isnull=False).distinct():
        empty = without_anybody(desk.assignments.values_list("valid_from", "valid_to"), today)
        if empty is not None:
            lines.append(f"△ {desk.name}には、{empty}からだれもいません。")
    return lines


def _left_over(today: date) -> list[tuple[str, str, date, int]]:
    """Who leaves a desk at which they still carry cases: name, desk, last day, how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.name, d.name, max(a.valid_to), count(distinct w.id) from directory_assignment a"
            " join directory_staff s on s.id = a.staff_id join directory_desk d on d.id = a.desk_id"
            " join rooms_compartment c on c.desk_id = a.desk_id and c.kind = 'desk'"
            " join cases_workerincharge w on w.home_id = c.id and w.staff_id = s.id and w.until_on is null"
            " where not exists (select from directory_assignment o where o.staff_id = a.staff_id"
            "   and o.desk_id = a.desk_id and o.valid_to is null)"
            " group by s.id, s.name, d.name having max(a.valid_to) >= %s order by max(a.valid_to), s.name",
            [today],
        )
        return list(cursor.fetchall())
