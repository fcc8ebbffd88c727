"""What the tables beside the records show to whom, written from the design's words over rows read past every wall."""

from datetime import datetime

import psycopg

from tests.walls.oracle import Oracle


class Others:
    """Expected ids of every table that is no record and yet speaks of cases, for one person under one hat."""

    def __init__(self, superuser: psycopg.Connection, at: datetime, staff: int, desk: int) -> None:
        self.superuser = superuser
        self.at = at
        self.staff, self.desk = staff, desk
        self.oracle = Oracle(superuser, at, is_stepped_up=False)
        self.live = self.oracle.keys[desk] + self.oracle.keys[staff]
        (self.is_host,) = superuser.execute(
            "select is_host from directory_desk where id = %s", [desk]
        ).fetchone() or (False,)
        self.roles = {
            role
            for (role,) in superuser.execute(
                "select role from directory_assignment where staff_id = %s and desk_id = %s", [staff, desk]
            )
        }

    def expected(self, table: str) -> set[int]:
        return {row[0] for row in getattr(self, table)()}

    def _rows(self, query: str, *values: object) -> list[tuple[int, ...]]:
        return self.superuser.execute(query, values).fetchall()

    def rooms_grant(self) -> list[tuple[int, ...]]:
        """One's own keys, ended ones too."""
        return self._rows(
            "select id from rooms_grant where desk_id = %s or staff_id = %s", self.desk, self.staff
        )

    def rooms_compartment(self) -> list[tuple[int, ...]]:
        """The rooms one may open now."""
        return [(room,) for room, _, _ in self.live]

    def cases_case(self) -> list[tuple[int, ...]]:
        """Cases that a live key names; a sealed key names none."""
        return [(case,) for _, _, case in self.live if case is not None]

    def cases_safetyline(self) -> list[tuple[int, ...]]:
        """The line without its cause, while it is in force, for every live key that names the case."""
        known = {case for _, _, case in self.live if case is not None}
        return [
            (number,)
            for number, case in self._rows(
                "select id, case_id from cases_safetyline where begins_at <= %s and (ended_at is null or ended_at > %s)",
                self.at, self.at,
            )
            if case in known
        ]  # fmt: skip

    def cases_gaprow(self) -> list[tuple[int, ...]]:
        """The host's alone: kind, district and month of what was lacking."""
        return self._rows("select id from cases_gaprow where %s", self.is_host)

    def _helping(self, table: str) -> list[tuple[int, ...]]:
        """One's own seat; the coordinator's whole team; for a door key who is inside that consent."""
        seen = []
        for number, case, desk, agency in self._rows(f"select id, case_id, desk_id, agency_id from {table}"):
            keys = self._rows(
                "select id from rooms_grant where opens_case = %s and (desk_id = %s or staff_id = %s)"
                " and valid_from <= %s and (valid_to is null or valid_to > %s) and (ended_at is null or ended_at > %s)"
                " and (%s = any (sees_agencies) or sees_agencies is null and %s)",
                case, self.desk, self.staff, self.at, self.at, self.at, agency, self.is_host,
            )  # fmt: skip
            if desk == self.desk or keys:
                seen.append((number,))
        return seen

    def cases_teammember(self) -> list[tuple[int, ...]]:
        return self._helping("cases_teammember")

    def cases_leadagency(self) -> list[tuple[int, ...]]:
        return self._helping("cases_leadagency")

    def referrals_referral(self) -> list[tuple[int, ...]]:
        """The envelope: both desks; the coordinator once a step was not made in time."""
        return self._rows(
            "select id from referrals_referral where %s in (from_desk_id, to_desk_id)"
            " or (%s and state not in ('returned', 'withdrawn', 'closed') and due_on < (%s at time zone 'Asia/Tokyo')::date)",
            self.desk, self.is_host, self.at,
        )  # fmt: skip

    def referrals_referralmove(self) -> list[tuple[int, ...]]:
        return self._rows(
            "select m.id from referrals_referralmove m join referrals_referral r on r.id = m.referral_id"
            " where %s in (r.from_desk_id, r.to_desk_id)",
            self.desk,
        )

    def _own_sittings(self) -> set[int]:
        """What one's desk convened, and what one is called to once the notice is out."""
        rows = self._rows(
            "select s.id from meetings_sitting s where s.desk_id = %s or (s.state <> 'planned' and s.id in"
            " (select sitting_id from meetings_participant where staff_id = %s and withdrawn_at is null))",
            self.desk, self.staff,
        )  # fmt: skip
        return {number for (number,) in rows}

    def meetings_sitting(self) -> list[tuple[int, ...]]:
        return [(number,) for number in self._own_sittings()]

    def meetings_designation(self) -> list[tuple[int, ...]]:
        """The desk that asks, and 福祉総合相談担当."""
        return self._rows(
            "select id from meetings_designation where %s or desk_id = %s", self.is_host, self.desk
        )

    def meetings_sittingstep(self) -> list[tuple[int, ...]]:
        own = self._own_sittings()
        rows = self._rows("select id, sitting_id from meetings_sittingstep")
        return [(step,) for step, sitting in rows if sitting in own]

    def meetings_communityitem(self) -> list[tuple[int, ...]]:
        own = self._own_sittings()
        rows = self._rows("select id, sitting_id from meetings_communityitem")
        return [(item,) for item, sitting in rows if sitting in own]

    def meetings_participant(self) -> list[tuple[int, ...]]:
        """All seats of what one's desk convened; of the others, one's own."""
        own = self._own_sittings()
        rows = self._rows(
            "select p.id, p.sitting_id, p.staff_id, s.desk_id from meetings_participant p"
            " join meetings_sitting s on s.id = p.sitting_id"
        )
        return [
            (seat,)
            for seat, sitting, staff, desk in rows
            if sitting in own and (desk == self.desk or staff == self.staff)
        ]

    def meetings_pledge(self) -> list[tuple[int, ...]]:
        return self._beside_seats("meetings_pledge")

    def meetings_itemleave(self) -> list[tuple[int, ...]]:
        return self._beside_seats("meetings_itemleave")

    def meetings_seatreply(self) -> list[tuple[int, ...]]:
        return self._beside_seats("meetings_seatreply")

    def meetings_pledgepaper(self) -> list[tuple[int, ...]]:
        """The desk that received it."""
        return self._rows("select id from meetings_pledgepaper where desk_id = %s", self.desk)

    def meetings_yearlypledge(self) -> list[tuple[int, ...]]:
        """That desk, and who made it."""
        return self._rows(
            "select id from meetings_yearlypledge where desk_id = %s or staff_id = %s", self.desk, self.staff
        )

    def meetings_invitation(self) -> list[tuple[int, ...]]:
        """The links a desk made out for its sittings; whoever came by one does not see it."""
        return self._rows(
            "select i.id from meetings_invitation i join meetings_participant p on p.id = i.participant_id"
            " join meetings_sitting s on s.id = p.sitting_id where s.desk_id = %s",
            self.desk,
        )

    def meetings_minutesread(self) -> list[tuple[int, ...]]:
        """One's own marks; every mark on readable minutes of what one's desk convened."""
        readable = self.oracle.readable("meetings_minutes", self.staff, self.desk)
        rows = self._rows(
            "select r.id, r.minutes_id, r.staff_id, s.desk_id from meetings_minutesread r"
            " join meetings_minutes m on m.id = r.minutes_id join meetings_agendaitem i on i.id = m.item_id"
            " join meetings_sitting s on s.id = i.sitting_id"
        )
        return [
            (mark,)
            for mark, minutes, staff, desk in rows
            if staff == self.staff or (desk == self.desk and minutes in readable)
        ]

    def meetings_partrequest(self) -> list[tuple[int, ...]]:
        """What one's desk asks for; and what one's desk is asked for, while one sits for it at the item, bound by
        all its bases; by an existing body only once it is designated (M-6)."""
        own = self._own_sittings()
        rows = self._rows(
            "select r.id, r.sitting_id, r.item_id, r.desk_id, s.desk_id from meetings_partrequest r"
            " join meetings_sitting s on s.id = r.sitting_id"
        )
        seats = {
            (sitting, item)
            for sitting, item in self._rows(
                "select p.sitting_id, i.id from meetings_participant p join meetings_agendaitem i"
                " on i.sitting_id = p.sitting_id where p.staff_id = %s and p.desk_id = %s and p.withdrawn_at is null"
                " and i.bases <@ p.bound_by and (i.id, p.id) not in"
                " (select item_id, participant_id from meetings_itemleave)"
                " and i.id not in (select item_id from meetings_designation where is_agreed is not true)",
                self.staff, self.desk,
            )
        }  # fmt: skip
        return [
            (request,)
            for request, sitting, item, desk, convening in rows
            if convening == self.desk or (desk == self.desk and sitting in own and (sitting, item) in seats)
        ]

    def meetings_packetcopy(self) -> list[tuple[int, ...]]:
        """Whoever keeps the copies: the desk that convened."""
        return self._rows(
            "select c.id from meetings_packetcopy c join meetings_sitting s on s.id = c.sitting_id"
            " where s.desk_id = %s",
            self.desk,
        )

    def meetings_copymove(self) -> list[tuple[int, ...]]:
        copies = {copy for (copy,) in self.meetings_packetcopy()}
        return [
            (move,)
            for move, copy in self._rows("select id, copy_id from meetings_copymove")
            if copy in copies
        ]

    def _beside_seats(self, table: str) -> list[tuple[int, ...]]:
        seats = {seat for (seat,) in self.meetings_participant()}
        return [
            (row,) for row, seat in self._rows(f"select id, participant_id from {table}") if seat in seats
        ]

    def people_person(self) -> list[tuple[int, ...]]:
        """A bare anchor, for who may read one identity of that person."""
        readable = self.oracle.readable("people_identity", self.staff, self.desk)
        return [
            (person,)
            for identity, person in self._rows("select id, person_id from people_identity")
            if identity in readable
        ]

    def people_matchtask(self) -> list[tuple[int, ...]]:
        return self._rows("select id from people_matchtask") if self.is_host else []

    def ledgers_importbatch(self) -> list[tuple[int, ...]]:
        """The desk that brought the ledger in."""
        return self._rows("select id from ledgers_importbatch where desk_id = %s", self.desk)

    def ledgers_pendingrow(self) -> list[tuple[int, ...]]:
        """Who uploaded it, under that desk, until it is decided upon, for a day."""
        return self._rows(
            "select r.id from ledgers_pendingrow r join ledgers_importbatch b on b.id = r.batch_id"
            " where b.desk_id = %s and b.staff_id = %s and b.state in ('pending', 'taking')"
            " and b.started_at > %s::timestamptz - interval '1 day'",
            self.desk, self.staff, self.at,
        )  # fmt: skip

    def rooms_emergencyaccess(self) -> list[tuple[int, ...]]:
        """Whoever made it, the coordinator, the privacy officer."""
        sees_all = self.is_host or "privacy_officer" in self.roles
        return self._rows(
            "select id from rooms_emergencyaccess where %s or staff_id = %s", sees_all, self.staff
        )

    def drafts_draft(self) -> list[tuple[int, ...]]:
        """What one types oneself, under the hat one types it in."""
        return self._rows(
            "select id from drafts_draft where staff_id = %s and desk_id = %s", self.staff, self.desk
        )

    def cases_caselink(self) -> list[tuple[int, ...]]:
        """Whoever holds a key that shows each of the two."""
        shown = {case for (case,) in self.cases_case()}
        pairs = self._rows("select id, case_id, other_id from cases_caselink")
        return [(number,) for number, case, other in pairs if {case, other} <= shown]

    def tasks_putoff(self) -> list[tuple[int, ...]]:
        """The desk that put it off, while it holds a living key to a room of the case, if it is about one."""
        open_cases = {
            case
            for room, _, _ in self.live
            for (case,) in self._rows("select case_id from rooms_compartment where id = %s", room)
        }
        rows = self._rows("select id, case_id from tasks_putoff where desk_id = %s", self.desk)
        return [(number,) for number, case in rows if case is None or case in open_cases]

    def tasks_readmark(self) -> list[tuple[int, ...]]:
        return self._rows("select id from tasks_readmark where staff_id = %s", self.staff)

    def meetings_calendarfeed(self) -> list[tuple[int, ...]]:
        """One's own, under the hat one acts in."""
        return self._rows(
            "select id from meetings_calendarfeed where staff_id = %s and desk_id = %s", self.staff, self.desk
        )

    def tasks_deputy(self) -> list[tuple[int, ...]]:
        """Everybody of the desk, under the hat of that desk."""
        return self._rows("select id from tasks_deputy where desk_id = %s", self.desk)

    def cases_messageread(self) -> list[tuple[int, ...]]:
        """Who has read a message, for who may read it."""
        readable = self.oracle.readable("cases_message", self.staff, self.desk)
        return [
            (mark,)
            for mark, message in self._rows("select id, message_id from cases_messageread")
            if message in readable
        ]

    def cases_telephonememo(self) -> list[tuple[int, ...]]:
        """The calls of the desk one acts for."""
        return self._rows("select id from cases_telephonememo where desk_id = %s", self.desk)

    def audit_auditrow(self) -> list[tuple[int, ...]]:
        return []

    audit_seal = audit_unsealed = audit_signoflife = people_matchkey = meetings_invitationkey = audit_auditrow
