"""The tables of the ledger: sources, their tokens, and facts."""

from betang.ledger.models.facts import Fact
from betang.ledger.models.imports import FactImport, FactImportState
from betang.ledger.models.sources import Source, SourceToken

__all__ = ["Fact", "FactImport", "FactImportState", "Source", "SourceToken"]
