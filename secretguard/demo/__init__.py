"""The whole story on sample data, headless: what a newcomer sees first, and what every release must do."""
