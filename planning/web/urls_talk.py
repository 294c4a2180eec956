"""The addresses of comments."""

from django.urls import path

from planning.web.views import threads

_TALK = "plans/<slug:slug>/comments"

urlpatterns = [
    path(f"{_TALK}/", threads.thread_list),
    path(f"{_TALK}/begin/", threads.begin),
    path(f"{_TALK}/<int:number>/", threads.show),
    path(f"{_TALK}/<int:number>/reply/", threads.reply),
    path(f"{_TALK}/<int:number>/resolve/", threads.resolve),
    path(f"{_TALK}/<int:number>/reopen/", threads.reopen),
]
