"""The addresses of exports: of what stands, of the live plan, and of each baseline."""

from django.urls import URLPattern, path

from planning.web.views import exports, formats

_PLAN = "plans/<slug:slug>"


def _of(place: str, **named: str) -> list[URLPattern]:
    return [
        path(f"{place}/export/", exports.artifact_list, named),
        path(f"{place}/export.zip", exports.zipped, named),
        path(f"{place}/export/<str:name>/", exports.artifact, named),
        path(f"{place}/export/<str:name>/raw/", exports.download, named),
    ]


urlpatterns = [
    path("signing-key.pem", exports.signing_key_pem),
    path(f"{_PLAN}/formats/", formats.format_list),
    path(f"{_PLAN}/formats.zip", formats.download_all),
    path(f"{_PLAN}/formats/<str:name>/", formats.download),
    *_of(_PLAN),
    *_of(f"{_PLAN}/live", of=exports.LIVE),
    *_of(f"{_PLAN}/baselines/<str:of>"),
]
