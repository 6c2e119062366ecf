//! Changes begin in the order in which they were asked for. Without this, whoever ends a change and begins the next at
//! once, as a large submission does, would leave the others waiting for good.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Numbers as at a counter: each caller draws one and waits until it is called.
#[derive(Default)]
pub(super) struct Turns {
    numbers: Mutex<Numbers>,
    called: Condvar,
}

#[derive(Default)]
struct Numbers {
    next: u64,
    now: u64,
}

/// A caller's turn; dropping it calls the next number.
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// Waits until everybody who came before has had his turn.
    pub(super) fn wait(&self) -> Turn<'_> {
        let mut numbers = self.lock();
        let mine = numbers.next;
        numbers.next += 1;
        while numbers.now != mine {
            numbers = self.called.wait(numbers).unwrap_or_else(PoisonError::into_inner);
        }
        Turn(self)
    }

    /// Callers that wait or have their turn.
    pub(super) fn present(&self) -> u64 {
        let numbers = self.lock();
        numbers.next - numbers.now
    }

    fn lock(&self) -> MutexGuard<'_, Numbers> {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.lock().now += 1;
        self.0.called.notify_all();
    }
}
