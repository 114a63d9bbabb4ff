"""Addresses of the worksheet, kept sheets and published cases. No fact stands in an address."""

from django.urls import path

from clew.recognise.classification import alerting, changing, sheets, side_by_side, views

app_name = "classification"
urlpatterns = [
    path("", views.worksheet, name="worksheet"),
    path("published-cases/", views.explained, name="explained"),
    path("published-cases/<slug:case_id>/", views.published_case, name="published_case"),
    path("asylum-and-safe-routes/", views.asylum, name="asylum"),
    path("keep/", sheets.keep, name="keep"),
    path("changed-law/", side_by_side.editions, name="editions"),
    path("sheets/<str:code>/", sheets.sheets, name="sheets"),
    path("sheets/<str:code>/side-by-side/", side_by_side.beside, name="beside"),
    path("sheet/<uuid:sheet_id>/", sheets.kept_sheet, name="sheet"),
    path("sheet/<uuid:sheet_id>/facts/", changing.facts, name="facts"),
    path("sheet/<uuid:sheet_id>/about/", changing.about, name="about"),
    path("sheet/<uuid:sheet_id>/sources/", changing.sources, name="sources"),
    path("sheet/<uuid:sheet_id>/choose/", changing.choose, name="choose"),
    path("sheet/<uuid:sheet_id>/again/", changing.again, name="again"),
    path("sheet/<uuid:sheet_id>/law/", side_by_side.another_law, name="another_law"),
    path("sheet/<uuid:sheet_id>/letter/", alerting.alert, name="alert"),
    path("sheet/<uuid:sheet_id>/letter/pdf/", alerting.letter_pdf, name="letter_pdf"),
    path("sheet/<uuid:sheet_id>/letter/<uuid:to>/", alerting.alert_to, name="alert_to"),
]
