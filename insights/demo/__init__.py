"""Sixty invented days of a bank's complaints: own words, marked as demo, removable."""
