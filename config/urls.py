"""Every address of the product."""

from allauth.account.views import login
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from django.urls import path, register_converter

from kasane.web.assessments import views as assessments
from kasane.web.assessments import writing as assessing
from kasane.web.board import views as board
from kasane.web.case_file import (
    approvals,
    consultations,
    household,
    lead,
    links,
    note,
    notes,
    opening,
    people,
    protection,
)
from kasane.web.components.addresses import PublicId
from kasane.web.consents import views as consents
from kasane.web.drafts import views as drafts
from kasane.web.emergency import views as emergency
from kasane.web.family import records as family_records
from kasane.web.family import views as family
from kasane.web.find import views as find
from kasane.web.form_keeping import editing
from kasane.web.form_keeping import lists as choice_lists
from kasane.web.form_keeping import views as form_keeping
from kasane.web.help import views as help_pages
from kasane.web.intake import disposing, join
from kasane.web.intake import views as intake
from kasane.web.issues import team
from kasane.web.issues import views as issues
from kasane.web.ledgers import imports, lists, monthly, register
from kasane.web.matching import views as matching
from kasane.web.meetings import agenda, conducting, gate, guests, items, minutes, proceeding, sittings
from kasane.web.meetings import agenda, gate, guests, items, proceeding, replies, sittings
from kasane.web.meetings import agenda, gate, guests, items, pledges, proceeding, replies, sittings
from kasane.web.messages import memos
from kasane.web.messages import views as case_messages
from kasane.web.office import views as office
from kasane.web.plans.views import courses, endings, urgent
from kasane.web.plans.views import drafts as plan_drafts
from kasane.web.plans.views import parts as plans
from kasane.web.privacy import views as privacy
from kasane.web.referrals import sending, splitting, triage
from kasane.web.referrals import views as referrals
from kasane.web.sign_in import invited
from kasane.web.sign_in.door import StepUpView, sign_out
from kasane.web.sign_in.setting_up import CodeAgainView, SetUpView, second_factor
from kasane.web.today import desk, notice_mail, notices, putting_off
from kasane.web.today import views as today
from kasane.web.undoing import views as undoing
from kasane.web.visits import briefing, calendar, cautions, of_case

register_converter(PublicId, "id")

urlpatterns = [
    path("sign-in/", login, name="account_login"),
    path("sign-in/second/", second_factor, name="mfa_authenticate"),
    path("sign-in/second/new/", SetUpView.as_view(), name="mfa_activate_totp"),
    path("sign-in/second/codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sign-in/second/codes/new/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sign-in/again/code/", CodeAgainView.as_view(), name="mfa_reauthenticate"),
    path("sign-in/again/", StepUpView.as_view(), name="account_reauthenticate"),
    path("sign-in/invited/", invited.again, name="invited_again"),
    path("sign-in/invited/<str:link>/", invited.by_link, name="invited"),
    path("sign-out/", sign_out, name="account_logout"),
    path("", today.home, name="home"),
    path("hat/", today.hat, name="hat"),
    path("today/<slug:kind>/<id:subject>/later/", putting_off.later, name="put_off"),
    path("today/later/<id:put>/undo/", putting_off.undo, name="take_back"),
    path("notices/", notices.notices, name="notices"),
    path("notices/count/", notices.count, name="count_notices"),
    path("notices/mail/", notice_mail.mail, name="notice_mail"),
    path("notices/read/", notices.read, name="read_notices"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<id:standing>/end/", desk.end, name="end_deputy"),
    path("board/", board.board, name="board"),
    path("roles/<id:role>/done/", today.role_done, name="role_done"),
    path("consultations/new/", intake.new, name="new_consultation"),
    path("drafts/", drafts.save, name="save_draft"),
    path("drafts/<id:draft>/", drafts.show, name="draft"),
    path("drafts/<id:draft>/discard/", drafts.throw_away, name="discard_draft"),
    path("consultations/<id:consultation>/", disposing.decide, name="dispose"),
    path("cases/", household.cases, name="cases"),
    path("cases/<id:case>/", household.case, name="case"),
    path("consultations/people/", join.likely, name="likely_people"),
    path("cases/<id:case>/consultations/", consultations.index, name="consultations"),
    path("cases/<id:case>/consultations/new/", join.join, name="join_consultation"),
    path(
        "cases/<id:case>/consultations/<id:consultation>/sheet/<slug:kind>/",
        consultations.sheet,
        name="reception_sheet",
    ),
    path("cases/<id:case>/notes/", notes.notes, name="notes"),
    path("cases/<id:case>/notes/all/", notes.all_notes, name="all_notes"),
    path("cases/<id:case>/notes/new/", notes.new_note, name="new_note"),
    path("cases/<id:case>/notes/<id:note>/", note.note, name="note"),
    path("cases/<id:case>/notes/<id:note>/correct/", note.correct, name="correct_note"),
    path("cases/<id:case>/notes/<id:note>/add/", note.add, name="add_to_note"),
    path("cases/<id:case>/notes/<id:note>/move/", note.move, name="move_note"),
    path("notes/approval/", approvals.approvals, name="approvals"),
    path("notes/<id:note>/next/", note.next_done, name="next_done"),
    path("undo/issues/<id:record>/", undoing.issue, name="undo_issue"),
    path("undo/moves/<id:record>/", undoing.move, name="undo_move"),
    path("undo/roles/<id:record>/", undoing.role, name="undo_role"),
    path("undo/next/<id:record>/", undoing.planned, name="undo_next"),
    path("undo/follow-ups/<id:record>/", undoing.follow_up, name="undo_follow_up"),
    path("cases/<id:case>/messages/", case_messages.messages, name="messages"),
    path("messages/<id:message>/read/", case_messages.read, name="read_message"),
    path("memos/", memos.memos, name="memos"),
    path("memos/<id:memo>/done/", memos.memo_done, name="memo_done"),
    path("cases/<id:case>/visits/", of_case.case_visits, name="case_visits"),
    path("cases/<id:case>/visits/new/", of_case.new_visit, name="new_visit"),
    path("cases/<id:case>/cautions/new/", cautions.new_caution, name="new_caution"),
    path("cases/<id:case>/cautions/<id:caution>/", cautions.caution, name="caution"),
    path("visits/", calendar.calendar, name="visits"),
    path("visits/<id:visit>/", briefing.visit, name="visit"),
    path("visits/<id:visit>/change/", briefing.change_visit, name="change_visit"),
    path("cases/<id:case>/people/new/", people.new_person, name="new_person"),
    path("cases/<id:case>/people/<id:person>/", people.person, name="person"),
    path("cases/<id:case>/people/<id:person>/protection/", protection.protection, name="protection"),
    path("cases/<id:case>/family/", family.genogram, name="genogram"),
    path("cases/<id:case>/family/surroundings/", family.ecomap, name="ecomap"),
    path("cases/<id:case>/family/years/", family.chronicle, name="chronicle"),
    path("cases/<id:case>/family/print/", family.printed, name="family_print"),
    path("cases/<id:case>/family/new/<slug:kind>/", family_records.new, name="new_relation"),
    path(
        "cases/<id:case>/family/<slug:kind>/<id:record>/correct/",
        family_records.correct,
        name="correct_relation",
    ),
    path("cases/<id:case>/family/<slug:kind>/<id:record>/end/", family_records.finish, name="end_relation"),
    path("cases/<id:case>/opening/", opening.opening, name="opening"),
    path("cases/<id:case>/opening/assessment/<id:record>/", assessments.opening, name="open_assessment"),
    path("cases/<id:case>/opening/<slug:kind>/<id:record>/", opening.open_record, name="open_record"),
    path("cases/<id:case>/in-charge/", desk.in_charge, name="in_charge"),
    path("cases/<id:case>/links/", links.links, name="links"),
    path("cases/<id:case>/assessments/", assessments.index, name="assessments"),
    path("cases/<id:case>/assessments/all/", assessments.with_tax, name="assessments_with_tax"),
    path("cases/<id:case>/assessments/new/<id:person>/", assessing.new, name="new_assessment"),
    path("assessments/<id:assessment>/", assessments.show, name="assessment"),
    path("assessments/<id:assessment>/compare/", assessments.compare, name="compare_assessments"),
    path("assessments/<id:assessment>/finish/", assessing.make_finished, name="finish_assessment"),
    path("assessments/<id:assessment>/own-form/", assessing.own_form, name="own_form"),
    path("assessments/<id:assessment>/all/<slug:page>/", assessments.tax_of, name="assessment_tax"),
    path("assessments/<id:assessment>/<slug:section>/", assessing.section, name="assessment_section"),
    path("forms/", form_keeping.index, name="forms"),
    path("forms/new/", form_keeping.new, name="new_form"),
    path("forms/lists/", choice_lists.index, name="choice_lists"),
    path("forms/lists/new/", choice_lists.new, name="new_choice_list"),
    path("forms/lists/<id:choices>/", choice_lists.show, name="choice_list"),
    path("forms/lists/<id:choices>/add/", choice_lists.add, name="add_choice"),
    path("forms/choices/<id:choice>/rename/", choice_lists.rename, name="rename_choice"),
    path("forms/choices/<id:choice>/end/", choice_lists.end, name="end_choice"),
    path("forms/<id:form>/draft/", form_keeping.draft, name="new_form_draft"),
    path("forms/versions/<id:version>/", form_keeping.show, name="form_version"),
    path("forms/versions/<id:version>/edit/", editing.edit, name="edit_form"),
    path("forms/versions/<id:version>/publish/", form_keeping.make_published, name="publish_form"),
    path("forms/versions/<id:version>/sections/<slug:section>/", editing.section, name="edit_section"),
    path("forms/versions/<id:version>/items/<slug:item>/", editing.item, name="edit_item"),
    path("cases/<id:case>/lead/", lead.lead, name="lead"),
    path("cases/<id:case>/lead/answer/", lead.lead_answer, name="lead_answer"),
    path("cases/<id:case>/consents/new/", consents.new, name="new_consent"),
    path("cases/<id:case>/consents/", consents.index, name="consents"),
    path("cases/<id:case>/consents/<id:consent>/end/", consents.end, name="end_consent"),
    path("papers/<id:attachment>/", consents.paper, name="paper"),
    path("consents/<id:consent>/", consents.show, name="consent"),
    path("cases/<id:case>/referrals/new/", sending.new, name="new_referral"),
    path("referrals/", referrals.index, name="referrals"),
    path("cases/<id:case>/split/", splitting.divide, name="split_case"),
    path("referrals/triage/", triage.sort, name="triage"),
    path("referrals/triage/return/", triage.give_several_back, name="triage_return"),
    path("referrals/<id:referral>/", referrals.show, name="referral"),
    path("referrals/<id:referral>/sheet/", referrals.printed, name="referral_sheet"),
    path("referrals/<id:referral>/hand-on/", splitting.pass_on, name="hand_on"),
    path("referrals/<id:referral>/<slug:move_name>/", referrals.answer, name="referral_move"),
    path("cases/<id:case>/issues/", issues.index, name="issues"),
    path("cases/<id:case>/issues/new/", issues.new, name="new_issue"),
    path("cases/<id:case>/issues/<id:issue>/", issues.show, name="issue"),
    path("cases/<id:case>/issues/<id:issue>/edit/", issues.edit, name="edit_issue"),
    path("cases/<id:case>/issues/<id:issue>/<slug:kind>/", issues.step, name="issue_step"),
    path("cases/<id:case>/team/<id:seat>/", team.contact, name="contact"),
    path("cases/<id:case>/team/<id:seat>/role/", team.role, name="seat_role"),
    path("cases/<id:case>/plan/", plans.index, name="plan"),
    path("cases/<id:case>/plan/words/", plans.words, name="plan_words"),
    path("cases/<id:case>/parts/new/", plans.new, name="new_part"),
    path("parts/<id:part>/", plans.show, name="part"),
    path("parts/<id:part>/change/", plans.change, name="change_part"),
    path("follow-ups/<id:follow_up>/done/", endings.done, name="follow_up_done"),
    path("parts/<id:part>/versions/<int:number>/", plans.compare, name="compare_versions"),
    path("parts/<id:part>/draft/", plan_drafts.draft, name="draft_part"),
    path("parts/<id:part>/draft/words/", plan_drafts.words, name="draft_words"),
    path("parts/<id:part>/draft/goals/new/", plan_drafts.new_goal, name="new_goal"),
    path("parts/<id:part>/draft/goals/<id:goal>/", plan_drafts.goal, name="goal"),
    path("parts/<id:part>/draft/goals/<id:goal>/drop/", plan_drafts.drop, name="drop_goal"),
    path("parts/<id:part>/draft/issues/<id:issue>/", plan_drafts.not_set, name="not_set"),
    path("parts/<id:part>/urgent/", urgent.urgent, name="urgent_start"),
    path("parts/<id:part>/monitoring/", courses.monitoring, name="monitoring"),
    path("parts/<id:part>/evaluation/", courses.evaluation, name="evaluation"),
    path("parts/<id:part>/suspension/", endings.suspension, name="suspension"),
    path("parts/<id:part>/suspension/<id:sheet>/tried/", endings.tried, name="tried_again"),
    path("parts/<id:part>/follow-up/", endings.follow_up, name="follow_up"),
    path("plans/unconfirmed/", urgent.unconfirmed, name="unconfirmed"),
    path("sittings/", sittings.index, name="sittings"),
    path("sittings/new/", sittings.new, name="new_sitting"),
    path("sittings/<id:sitting>/", sittings.show, name="sitting"),
    path("sittings/<id:sitting>/pledge/", sittings.make_pledge, name="pledge"),
    path("sittings/<id:sitting>/invite/", sittings.make_invitation, name="invite"),
    path("sittings/<id:sitting>/proceed/<slug:move>/", proceeding.proceed, name="proceed"),
    path("sittings/<id:sitting>/guests/new/", guests.new, name="new_guest"),
    path("seats/<id:seat>/link/", guests.link, name="seat_link"),
    path("seats/<id:seat>/pledge/", pledges.receive, name="receive_pledge"),
    path("seats/<id:seat>/pledge/paper/", pledges.paper, name="pledge_paper"),
    path("seats/<id:seat>/reply/", replies.answer, name="reply"),
    path("seats/<id:seat>/withdraw/", sittings.withdraw, name="withdraw_seat"),
    path("seats/<id:seat>/bound/", sittings.bound, name="bound_seat"),
    path("seats/<id:seat>/arrive/", proceeding.arrive, name="arrive"),
    path("seats/<id:seat>/leave/", proceeding.leave, name="leave"),
    path("sittings/<id:sitting>/items/new/", agenda.choose_case, name="choose_case"),
    path("sittings/<id:sitting>/items/new/<id:case>/", agenda.new, name="new_item"),
    path("sittings/<id:sitting>/items/<id:item>/up/", agenda.move_up, name="move_up"),
    path("sittings/<id:sitting>/community/new/", agenda.new_community, name="new_community_item"),
    path("community-items/<id:item>/", agenda.community, name="community_item"),
    path("items/<id:item>/named/", agenda.make_named, name="name_item"),
    path("items/<id:item>/defer/", agenda.make_deferred, name="defer_item"),
    path("items/<id:item>/leave/", agenda.make_leave, name="leave_item"),
    path("items/<id:item>/opinion/", replies.opinion, name="opinion"),
    path("items/<id:item>/", items.show, name="item"),
    path("items/<id:item>/carry/<slug:kind>/<id:source>/", gate.carry, name="carry"),
    path("items/<id:item>/papers/all/", items.all_papers, name="all_papers"),
    path("sittings/<id:sitting>/conduct/", conducting.conduct, name="conduct"),
    path("sittings/<id:sitting>/conduct/<id:item>/", conducting.conduct, name="conduct_item"),
    path("items/<id:item>/fields/<slug:name>/", conducting.field, name="live_field"),
    path("items/<id:item>/resume/", agenda.make_resumed, name="resume_item"),
    path("items/<id:item>/reviewed/", items.reviewed, name="policy_reviewed"),
    path("items/<id:item>/minutes/", minutes.show, name="minutes"),
    path("items/<id:item>/minutes/read/", minutes.read, name="read_minutes"),
    path("items/<id:item>/minutes/revise/", minutes.revise, name="revise_minutes"),
    path("items/<id:item>/minutes/draft/", minutes.draft, name="draft_minutes"),
    path("items/<id:item>/<slug:what>/", items.write, name="write_item"),
    path("ledgers/", register.index, name="ledgers"),
    path("ledgers/register/", register.register, name="register"),
    path("ledgers/register/book/", register.register_book, name="register_book"),
    path("ledgers/monthly/", monthly.monthly, name="monthly"),
    path("ledgers/monthly/book/", monthly.monthly_book, name="monthly_book"),
    path("ledgers/imports/", imports.imports, name="imports"),
    path("ledgers/imports/<id:batch>/", imports.one_import, name="import"),
    path("ledgers/cases/book/", lists.cases_book, name="cases_book"),
    path("ledgers/referrals/book/", lists.referrals_book, name="referrals_book"),
    path("ledgers/search/book/", lists.search_book, name="search_book"),
    path("cases/<id:case>/notes/book/", lists.notes_book, name="notes_book"),
    path("matches/", matching.index, name="matches"),
    path("search/", find.search, name="search"),
    path("office/provision/", office.provision, name="provision"),
    path("office/components/", office.components, name="components"),
    path("help/", help_pages.index, name="help_index"),
    path("help/<slug:chapter>/", help_pages.chapter, name="help"),
    path("emergency/", emergency.begin, name="emergency"),
    path("cases/<id:case>/who/", privacy.who, name="who"),
    path("privacy/unusual/", privacy.unusual, name="unusual"),
    path("privacy/emergencies/", emergency.reviews, name="emergency_reviews"),
    path("privacy/emergencies/<id:access>/", emergency.review, name="emergency_review"),
    path("privacy/seeing/", privacy.seen, name="seeing"),
]
