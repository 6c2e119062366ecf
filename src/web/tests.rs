//! The portal as people meet it.
