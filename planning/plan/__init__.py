"""The plan as a value and everything computed from it; imports no Django."""
