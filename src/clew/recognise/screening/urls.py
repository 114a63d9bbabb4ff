"""Addresses of the screening interview and of kept ones. No answer ever stands in an address."""

from django.urls import path

from clew.recognise.screening import kept, views

app_name = "screening"
urlpatterns = [
    path("", views.choose, name="choose"),
    # Before the instruments: none of them is called "kept" (a test holds to it).
    path("kept/", kept.mine, name="mine"),
    path("kept/<uuid:screening_id>/", kept.kept, name="kept"),
    path("<slug:instrument_id>/", views.prepare, name="prepare"),
    path("<slug:instrument_id>/interview/", views.interview, name="interview"),
    path("<slug:instrument_id>/keep/", kept.keep, name="keep"),
]
