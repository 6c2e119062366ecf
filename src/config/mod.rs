//! Settings, read once, checked, and never guessed.
