"""The booth on the web: who may ask for what, and the routes."""
