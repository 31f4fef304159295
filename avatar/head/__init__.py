"""The build of the avatar's head: from CC0 scans of shape to one GLB that a page can load."""
