"""Shapes of what the directory receives and answers, shared by its pages and its programming interface."""
