"""Addresses of training: sessions that were held, and the pages of a learner."""

from django.urls import path

from clew.recognise.training import classroom, views

app_name = "training"
urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("new/", views.new, name="new"),
    path("came/", views.came, name="came"),
    path("sessions/<str:code>/", views.session, name="session"),
    path("effect/<slug:course_id>/", views.effect, name="effect"),
    path("learn/", classroom.learn, name="learn"),
    path("learn/<slug:course_id>/", classroom.course, name="course"),
    path("learn/<slug:course_id>/begin/", classroom.begin, name="begin"),
    path("learn/<slug:course_id>/again/", classroom.again, name="again"),
    path("learn/<slug:course_id>/<slug:lesson_id>/", classroom.lesson, name="lesson"),
    path("forms/<uuid:sitting_id>/", classroom.scene, name="scene"),
    path("forms/<uuid:sitting_id>/back/", classroom.look_back, name="look-back"),
    path("forms/<uuid:sitting_id>/certificate/", classroom.certify, name="certify"),
    path("certificates/<uuid:certificate_id>/", classroom.certificate, name="certificate"),
]
