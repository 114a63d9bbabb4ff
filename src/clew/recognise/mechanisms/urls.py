"""Addresses of national referrals. A person is there by code, for those who stand by them."""

from django.urls import path

from clew.recognise.mechanisms import sending, verdicts, views

app_name = "mechanisms"
urlpatterns = [
    path("prepared/<uuid:preparation_id>/", views.check, name="check"),
    path("prepared/<uuid:preparation_id>/put-away/", views.put_away, name="put_away"),
    path("prepared/<uuid:preparation_id>/whom/", sending.whom, name="whom"),
    path("prepared/<uuid:preparation_id>/whom/<uuid:to>/", sending.preview, name="preview"),
    path("prepared/<uuid:preparation_id>/whom/<uuid:to>/send/", sending.send, name="send"),
    path("prepared/<uuid:preparation_id>/page/<slug:page_id>/", views.page, name="page"),
    path("sent/<uuid:sending_id>/", sending.sent, name="sent"),
    path("sent/<uuid:sending_id>/pdf/", sending.pdf, name="pdf"),
    path("sent/<uuid:sending_id>/json/", sending.as_json, name="json"),
    path("decision/<uuid:decision_id>/correct/", verdicts.correct, name="correct"),
    path("of/<str:code>/", views.person, name="person"),
    path("of/<str:code>/begin/", views.begin, name="begin"),
    path("of/<str:code>/decision/", verdicts.decide, name="decide"),
]
