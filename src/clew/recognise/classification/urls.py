"""Addresses of the worksheet, kept sheets and published cases. No fact stands in an address."""

from django.urls import path

from clew.recognise.classification import sheets, views

app_name = "classification"
urlpatterns = [
    path("", views.worksheet, name="worksheet"),
    path("published-cases/", views.explained, name="explained"),
    path("published-cases/<slug:case_id>/", views.published_case, name="published_case"),
    path("keep/", sheets.keep, name="keep"),
    path("sheets/<str:code>/", sheets.sheets, name="sheets"),
    path("sheet/<uuid:sheet_id>/", sheets.kept_sheet, name="sheet"),
]
