"""The smallest Textual apps that do one of the things we measure: baselines, and nothing more."""
