"""The web server's door: `gunicorn -c python:betang.kernel.http.gunicorn betang.wsgi`.

It stays shut while any address declares no rule about who may open it, and without the keys of encryption.
"""

import os

from django.core.wsgi import get_wsgi_application

from betang.kernel.access.addresses import refuse_undeclared
from betang.kernel.crypto.startup import refuse_without_keys
from betang.kernel.settling import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")

application = get_wsgi_application()

refuse_undeclared()
refuse_without_keys()
settle()
