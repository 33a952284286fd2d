"""Questions to a record. Every function takes an open connection and gives frozen values; nothing here writes."""

from __future__ import annotations

from kaoyi.store.ask.compared import (
    FamilyRow,
    disputes_of_claims,
    families_of,
    kinds_of,
    list_disputes,
)
from kaoyi.store.ask.documents import Failed, Opened, Overview, failures, list_documents, open_document, overview
from kaoyi.store.ask.filters import EVERYTHING, FIRST, Aliases, Cut, Filter, Page
from kaoyi.store.ask.find import Thing, find
from kaoyi.store.ask.names import Actor, Citing, Source, list_actors, list_sources, who_cites_whom
from kaoyi.store.ask.search import Facet, Found, Hit, Snippet, search
from kaoyi.store.ask.statements import list_audits, list_claims, list_events, list_relations, of_ids
from kaoyi.store.ask.timeline import Edge, Happening, Place, list_edges, list_happenings, list_places

__all__ = [
    "EVERYTHING",
    "FIRST",
    "Actor",
    "Aliases",
    "Citing",
    "Cut",
    "Edge",
    "Facet",
    "Failed",
    "FamilyRow",
    "Filter",
    "Found",
    "Happening",
    "Hit",
    "Opened",
    "Overview",
    "Page",
    "Place",
    "Snippet",
    "Source",
    "Thing",
    "disputes_of_claims",
    "failures",
    "families_of",
    "find",
    "kinds_of",
    "list_actors",
    "list_audits",
    "list_claims",
    "list_disputes",
    "list_documents",
    "list_edges",
    "list_events",
    "list_happenings",
    "list_places",
    "list_relations",
    "list_sources",
    "of_ids",
    "open_document",
    "overview",
    "search",
    "who_cites_whom",
]
