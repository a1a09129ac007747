"""The components as template tags, in small groups; `{% load ui %}` brings them all."""
