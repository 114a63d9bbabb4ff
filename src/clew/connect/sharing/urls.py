"""Addresses of sharing."""

from django.urls import path

from clew.connect.sharing import keys, requests, taking, views

app_name = "sharing"
urlpatterns = [
    path("", views.released, name="inbox"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<uuid:key_id>/ask/", keys.ask, name="ask_second"),
    path("keys/<uuid:key_id>/revoke/", keys.revoke, name="revoke"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:request_id>/", requests.one, name="request"),
    path("requests/<uuid:request_id>/order/", requests.order, name="order"),
    path("requests/<uuid:request_id>/<uuid:item_id>/", requests.answer, name="answer_item"),
    path("sent/<uuid:release_id>/", taking.sent, name="sent"),
    path("<uuid:release_id>/", views.one, name="one"),
    path("<uuid:release_id>/ask/", requests.ask, name="ask"),
    path("<uuid:release_id>/answer/", views.answer, name="answer"),
    path("<uuid:release_id>/package/", taking.package, name="package"),
]
