"""All components and formats under one name: `{% load ui %}`."""

from django.template import Library

from betang.ui.components import blocks, patterns, pieces, text_formats

register = Library()
for part in (pieces, blocks, patterns, text_formats):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
