//! A backend in memory that fails as disks and power do: writes that are not synced may be lost, in part and out of
//! order; room may run out. For crash tests; production never uses it.

use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard};

use redb::StorageBackend;

/// The simulated disk. Clones are the same disk, so that a test keeps one while a store owns another.
#[derive(Debug, Clone, Default)]
pub struct FaultDisk {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// What a power cut leaves for certain.
    durable: Vec<u8>,
    /// What the running program sees.
    current: Vec<u8>,
    /// Writes since the last sync, oldest first.
    unsynced: Vec<(Range<usize>, Vec<u8>)>,
    /// Operations that change the disk so far.
    operations: u64,
    /// The power goes off before this operation.
    cut_at: Option<u64>,
    /// Most bytes the disk holds.
    capacity: Option<u64>,
}

/// A sector is written whole or not at all.
const SECTOR: usize = 512;

impl FaultDisk {
    /// How many operations have changed the disk.
    pub fn operations(&self) -> u64 {
        self.lock().operations
    }

    /// Cuts the power before the operation with this number: it and all later ones fail.
    pub fn cut_power_at(&self, operation: u64) {
        self.lock().cut_at = Some(operation);
    }

    /// Limits the disk to this many bytes; `None` lifts the limit.
    pub fn set_capacity(&self, bytes: Option<u64>) {
        self.lock().capacity = bytes;
    }

    /// The disk as found after the power comes back: everything synced, and of the rest the sectors that
    /// `survives` says yes to.
    pub fn after_power_cut(&self, mut survives: impl FnMut() -> bool) -> Self {
        let state = self.lock();
        let mut durable = state.durable.clone();
        if durable.len() < state.current.len() && survives() {
            durable.resize(state.current.len(), 0);
        }
        for (range, bytes) in &state.unsynced {
            for (index, sector) in bytes.chunks(SECTOR).enumerate() {
                let from = range.start + index * SECTOR;
                if survives()
                    && let Some(target) = durable.get_mut(from..from + sector.len())
                {
                    target.copy_from_slice(sector);
                }
            }
        }
        let state = State { current: durable.clone(), durable, ..State::default() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn changing(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.lock();
        if state.cut_at.is_some_and(|at| state.operations >= at) {
            return Err(io::Error::other("the power is off"));
        }
        state.operations += 1;
        Ok(state)
    }
}

fn span(offset: u64, length: usize) -> io::Result<Range<usize>> {
    let start = usize::try_from(offset).map_err(io::Error::other)?;
    Ok(start..start + length)
}

fn outside() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "outside the disk")
}

impl StorageBackend for FaultDisk {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.lock().current.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        let state = self.lock();
        let bytes = state.current.get(span(offset, out.len())?).ok_or_else(outside)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        let mut state = self.changing()?;
        if state.capacity.is_some_and(|capacity| len > capacity) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let len = usize::try_from(len).map_err(io::Error::other)?;
        state.current.resize(len, 0);
        if len < state.durable.len() {
            state.durable.truncate(len);
        }
        Ok(())
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        let mut state = self.changing()?;
        state.durable = state.current.clone();
        state.unsynced.clear();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        let mut state = self.changing()?;
        let range = span(offset, data.len())?;
        state.current.get_mut(range.clone()).ok_or_else(outside)?.copy_from_slice(data);
        state.unsynced.push((range, data.to_vec()));
        Ok(())
    }
}
