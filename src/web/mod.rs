//! The portal: router, middleware, one handler file per action, views. It never touches the store: what it shows it
//! gets through capabilities.
