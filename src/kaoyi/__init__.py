"""Kaoyi: who says how many, when, in which words, and why they differ."""
