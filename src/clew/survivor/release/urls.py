"""Addresses of release, and of taking a yes back, which recalls what rests on it."""

from django.urls import path

from clew.survivor.release import after, views, withdrawing

app_name = "release"
urlpatterns = [
    path("<str:code>/release/", views.start, name="start"),
    path("<str:code>/release/parts/", views.pick, name="pick"),
    path("<str:code>/release/preview/", views.preview, name="preview"),
    path("<str:code>/release/send/", views.send, name="send"),
    path("<str:code>/release/<uuid:release_id>/", views.receipt, name="receipt"),
    path("<str:code>/release/<uuid:release_id>/package/", after.package, name="package"),
    path("<str:code>/release/<uuid:release_id>/words/", after.receipt_words, name="words"),
    path("<str:code>/release/<uuid:release_id>/remind/", after.remind_again, name="remind"),
    path("<str:code>/consents/<uuid:consent_id>/withdraw/", withdrawing.withdraw, name="withdraw"),
]
