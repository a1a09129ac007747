"""Betang: goals, evidence, appraisal by dated law, training and public service, measured in one loop."""
