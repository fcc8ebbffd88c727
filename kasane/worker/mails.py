"""The daily mail: to whom one may go, and sending it; what is counted is counted by the application, under the walls."""

import json
import logging
import secrets
import sys
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.db.backends.utils import CursorWrapper

logger = logging.getLogger(__name__)
SUBJECT = "重ね：お知らせがあります"
# How many, and where; never a name, a case, a kind or a desk, because a mail leaves the walls.
BODY = """まだ読んでいないお知らせが{count}件あります。
重ねを開いてご覧ください。

{address}

このメールは、一日に一通だけ届きます。内容は書かれていません。
"""


def begin() -> dict[str, list[str]]:
    """Staff → tokens of sign-ins that only count, one for each hat."""
    tokens: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("select staff_id, desk_id from to_be_mailed()")
        for staff, desk in cursor.fetchall():
            token = secrets.token_hex(32)
            cursor.execute("select begin_counting(%s, %s, %s)", [token, staff, desk])
            tokens.setdefault(str(staff), []).append(token)
    return tokens


def send(counts: dict[str, int]) -> int:
    """One mail to everybody with something unread; returns how many left. What could not leave is tried next time."""
    with connection.cursor() as cursor:
        cursor.execute("select end_counting()")
        cursor.execute("select distinct staff_id, mail from to_be_mailed()")
        due = [(staff, mail, counts.get(str(staff), 0)) for staff, mail in cursor.fetchall()]
        sent = sum(_send(cursor, staff, mail, count) for staff, mail, count in due if count > 0)
        if sent:
            cursor.execute("select tell_mails(%s)", [sent])
    return sent


def _send(cursor: CursorWrapper, staff: int, mail: str, count: int) -> bool:
    cursor.execute("select claim_mail(%s)", [staff])
    if not cursor.fetchone()[0]:
        return False
    message = EmailMessage(SUBJECT, BODY.format(count=count, address=settings.ADDRESS), to=[mail])
    try:
        message.send()
    except (SMTPException, OSError):
        logger.exception("A mail could not be sent.")
        cursor.execute("select give_mail_back(%s)", [staff])
        return False
    return True


def main() -> None:
    if sys.argv[1] == "begin":
        json.dump(begin(), sys.stdout)
        return
    json.dump(send(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
