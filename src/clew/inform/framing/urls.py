"""Addresses of words. No text stands in an address."""

from django.urls import path

from clew.inform.framing import coding_views, review_views, views

app_name = "framing"
urlpatterns = [
    path("", views.words, name="words"),
    path("code/", coding_views.code, name="code"),
    path("agreement/", coding_views.agreement, name="agreement"),
    path("report/pdf/", views.report_pdf, name="report_pdf"),
    path("report/word/", views.report_word, name="report_word"),
    path("bill/", review_views.bill, name="bill"),
    path("bill/pdf/", review_views.bill_pdf, name="bill_pdf"),
]
