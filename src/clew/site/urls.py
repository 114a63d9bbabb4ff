"""Every address of Clew."""

from django.urls import include, path

urlpatterns = [
    path("", include("clew.ground.ui.urls")),
    path("screen/", include("clew.recognise.screening.urls")),
    path("trafficking-or-smuggling/", include("clew.recognise.classification.urls")),
    path("time-to-recover/", include("clew.inform.states.urls")),
]
handler400 = "clew.ground.ui.views.bad_request"
handler403 = "clew.ground.ui.views.not_allowed"
handler404 = "clew.ground.ui.views.not_found"
handler500 = "clew.ground.ui.views.failed"
