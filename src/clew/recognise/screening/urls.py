"""Addresses of the screening interview and of kept ones. No answer ever stands in an address."""

from django.urls import path

from clew.recognise.screening import kept, printing, putting_by, views

app_name = "screening"
urlpatterns = [
    path("", views.choose, name="choose"),
    # Before the instruments: none is called "kept" or "people" (a test holds to it).
    path("kept/", kept.mine, name="mine"),
    path("kept/<uuid:screening_id>/", kept.kept, name="kept"),
    path("kept/later/<uuid:unfinished_id>/", putting_by.go_on, name="go_on"),
    path("kept/later/<uuid:unfinished_id>/let-go/", putting_by.let_go, name="let_go"),
    path("people/<str:code>/", kept.history, name="history"),
    path("<slug:instrument_id>/", views.prepare, name="prepare"),
    path("<slug:instrument_id>/interview/", views.interview, name="interview"),
    path("<slug:instrument_id>/keep/", kept.keep, name="keep"),
    path("<slug:instrument_id>/later/", putting_by.put_by, name="later"),
    path("<slug:instrument_id>/paper/", printing.paper, name="paper"),
]
