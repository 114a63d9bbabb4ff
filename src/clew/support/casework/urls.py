"""Addresses of casework. A person stands in an address by their code, never by name."""

from django.urls import path

from clew.support.casework.views import (
    case,
    claims,
    imported,
    lists,
    looked,
    mechanism,
    notes,
    proposing,
    tasks,
)

app_name = "casework"
urlpatterns = [
    path("", lists.cases, name="list"),
    path("today/", lists.today, name="today"),
    path("from-referral/<uuid:referral_id>/", lists.open_referral, name="open_referral"),
    path("open/<str:code>/", lists.open_for, name="open_for"),
    path("<str:code>/", case.case, name="case"),
    path("<str:code>/five-lines/", case.five_lines, name="five_lines"),
    path("<str:code>/stage/", case.stage, name="stage"),
    path("<str:code>/recovery/", case.recovery, name="recovery"),
    path("<str:code>/timeline/new/", case.moment_new, name="moment_new"),
    path("<str:code>/timeline/<uuid:moment_id>/", case.moment, name="moment"),
    path("<str:code>/notes/", notes.notes, name="notes"),
    path("<str:code>/notes/new/", notes.note_new, name="note_new"),
    path("<str:code>/notes/<uuid:note_id>/", notes.note, name="note"),
    path("<str:code>/notes/<uuid:note_id>/edit/", notes.note_edit, name="note_edit"),
    path(
        "<str:code>/notes/<uuid:note_id>/proposes/", proposing.note_proposes, name="note_proposes"
    ),
    path("<str:code>/notes/<uuid:note_id>/together/", notes.together, name="together"),
    path("<str:code>/tasks/new/", tasks.task_new, name="task_new"),
    path("<str:code>/tasks/<uuid:task_id>/", tasks.task, name="task"),
    path("<str:code>/looked/", looked.looked, name="looked"),
    path("<str:code>/claims/", claims.claims, name="claims"),
    path("<str:code>/national-referral/", mechanism.national_referral, name="national_referral"),
    path("<str:code>/imported/", imported.imported, name="imported"),
]
