"""Surveys: forms to fill in, the answers that come back, and the rounds they belong to."""
