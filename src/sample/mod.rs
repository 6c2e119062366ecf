//! Invented children who move between states, with the spelling variants real ones have: for demonstrations, training,
//! tests and measurements. It must never be fed with anything about a real child.
