//! What a state's own system is told, in order, at least once. Every entry is written in the change that is its cause:
//! there is none without its cause and no cause without its entry. The numbers of a state's feed have no gaps.

mod arrived;
mod tell;

pub(super) use arrived::arrived;
pub(super) use tell::tell;
