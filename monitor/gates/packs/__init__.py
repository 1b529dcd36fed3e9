"""Replay packs: archives drawn with a seed from our own building blocks, with what moved in them and when."""
