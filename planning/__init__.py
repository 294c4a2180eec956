"""Groundplan: plan a backend together before it is built."""
