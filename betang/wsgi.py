"""The web server's door: `gunicorn -c python:betang.kernel.http.gunicorn betang.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")

application = get_wsgi_application()
