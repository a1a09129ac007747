"""Rules of the views that come from packages and cannot be decorated, by the full name of their address.

A name that no address bears is refused at the start as well, so that nothing stale stays here.
"""

from collections.abc import Mapping

from betang.kernel.access.rules import Rule

DECLARED: Mapping[str, Rule] = {}
