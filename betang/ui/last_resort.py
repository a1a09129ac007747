"""The page for a fault of ours (500): a file with three gaps, filled without database, templates or translations.

Whatever broke may be one of those. The file is read when the process starts.
"""

from importlib.resources import files
from string import Template

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from betang.kernel.http.incident import current
from betang.kernel.http.preferences import theme_of

PAGE = Template(files("betang.ui").joinpath("last_resort.html").read_text(encoding="utf-8"))
WORDS = {
    "id": {
        "language": "id",
        "title": "Ada yang rusak di pihak kami",
        "eyebrow": "Galat 500",
        "lead": "Permintaan Anda belum selesai diproses. Ini bukan kesalahan Anda.",
        "advice": "Tunggu satu menit, lalu muat ulang. Bila Anda sedang mengirim formulir, periksa dahulu apakah "
        "kirimannya sudah tercatat.",
        "report": "Bila terulang, sampaikan kode ini kepada administrator:",
        "retry": "Kembali ke beranda",
        "skip": "Lompat ke isi",
        "city": "Pemerintah Kota Palangka Raya",
    },
    "en": {
        "language": "en",
        "title": "Something broke on our side",
        "eyebrow": "Error 500",
        "lead": "Your request was not completed. This is not your fault.",
        "advice": "Wait a minute, then reload. If you were sending a form, check first whether it has been recorded.",
        "report": "If it happens again, give this code to the administrator:",
        "retry": "Back to the home page",
        "skip": "Skip to content",
        "city": "City Government of Palangka Raya",
    },
}


def response(request: HttpRequest) -> HttpResponse:
    """Return the page in the visitor's language and theme, with the incident's code."""
    language = "en" if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en" else "id"
    theme = theme_of(request)
    body = PAGE.substitute(
        WORDS[language],
        theme=f' data-theme="{theme}"' if theme else "",
        code=current(),
        static=f"/{settings.STATIC_URL.strip('/')}/",
    )
    answer = HttpResponse(body, status=500)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = language
    return answer
