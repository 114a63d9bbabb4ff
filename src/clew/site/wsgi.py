"""The WSGI application, for `clew up`, `clew serve` and any server behind a proxy."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
application = get_wsgi_application()
