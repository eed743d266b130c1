from django.urls import path

from members.views import spaces

app_name = "members"
urlpatterns = [
    path("espaces/", spaces.spaces, name="spaces"),
    path("espaces/<slug:slug>/", spaces.space, name="space"),
]
