"""The words in which the trail speaks of performance."""

from betang.kernel.audit.words import say

say({})
