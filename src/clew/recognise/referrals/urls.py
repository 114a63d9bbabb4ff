"""Addresses of referrals. A person is there by code for those who refer, never for the asked."""

from django.urls import path

from clew.recognise.referrals import making, views

app_name = "referrals"
urlpatterns = [
    path("", views.sent, name="sent"),
    path("services/", views.asked_services, name="services"),
    path("sent/<uuid:referral_id>/", views.sent_one, name="sent_one"),
    path("new/<str:code>/", making.new, name="new"),
    path("new/<str:code>/<uuid:to>/", making.pick, name="pick"),
    path("new/<str:code>/<uuid:to>/preview/", making.preview, name="preview"),
    path("new/<str:code>/<uuid:to>/send/", making.send, name="send"),
    path("in/", views.inbox, name="inbox"),
    path("in/<uuid:referral_id>/", views.received, name="received"),
    path("in/<uuid:referral_id>/open/", views.receive, name="receive"),
    path("in/<uuid:referral_id>/accept/", views.accept, name="accept"),
    path("in/<uuid:referral_id>/decline/", views.decline, name="decline"),
    path("put-away/<uuid:referral_id>/", views.put_away, name="put_away"),
]
