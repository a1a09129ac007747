"""The tables of the ledger: sources, their tokens, facts, and contests of facts."""

from betang.ledger.models.contests import Contest, ContestState
from betang.ledger.models.facts import Fact
from betang.ledger.models.imports import FactImport, FactImportState
from betang.ledger.models.sources import Source, SourceToken

__all__ = ["Contest", "ContestState", "Fact", "FactImport", "FactImportState", "Source", "SourceToken"]
