"""Addresses of one person's rights."""

from django.urls import path

from clew.survivor.rights import copy_pages, desk, views

app_name = "rights"
urlpatterns = [
    path("people/<str:code>/rights/", views.of_person, name="person"),
    path("people/<str:code>/copy/", copy_pages.copy, name="copy"),
    path("stewarding/", desk.desk, name="desk"),
    path("stewarding/erasures/<uuid:erasure_id>/", desk.propose_erasure, name="erasure"),
    path("stewarding/holds/<uuid:hold_id>/", desk.propose_lifting, name="hold"),
    path("stewarding/copies/<uuid:copy_id>/", desk.propose_copy, name="hand_over"),
]
