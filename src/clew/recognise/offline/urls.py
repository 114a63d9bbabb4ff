"""Addresses of screening without network. No answer ever stands in an address."""

from django.urls import path

from clew.recognise.offline import device_views, draft_views, views

app_name = "offline"
HERE = "screen/without-network/"
urlpatterns = [
    # A worker may only serve pages below its own address, unless it lies at the root.
    path("service-worker.js", device_views.worker, name="worker"),
    path(f"{HERE}app/", device_views.app, name="app"),
    path(f"{HERE}signs/", device_views.signs, name="signs"),
    path(f"{HERE}app.webmanifest", device_views.manifest, name="manifest"),
    path(f"{HERE}hello/", device_views.hello, name="hello"),
    path(f"{HERE}enrol/", device_views.enrol, name="enrol"),
    path(f"{HERE}send/", device_views.send, name="send"),
    path(HERE, views.drafts, name="drafts"),
    path(f"{HERE}devices/", views.devices, name="devices"),
    path(f"{HERE}devices/<uuid:device_id>/end/", views.end, name="end"),
    path(f"{HERE}<uuid:draft_id>/", draft_views.draft, name="draft"),
    path(f"{HERE}<uuid:draft_id>/drop/", draft_views.drop, name="drop"),
]
