//! Numbers of people: Social Security and telephone. What is one is told by its shape; digits without a shape (an MSIX
//! ID, a number of a state) count only behind a word that says what they are.

use super::{Finding, Piece};

/// Words in front of a Social Security number and of a telephone number, folded.
const SSN_WORDS: [&str; 5] = ["ssn", "social", "seguro", "security", "ss"];
const PHONE_WORDS: [&str; 13] = [
    "tel",
    "telephone",
    "telefono",
    "phone",
    "cell",
    "cel",
    "celular",
    "mobile",
    "movil",
    "call",
    "llamar",
    "llame",
    "whatsapp",
];
/// How many pieces before digits such a word may stand.
const NEAR: usize = 4;

/// The numbers of people in a text.
pub(super) fn find(pieces: &[Piece]) -> Vec<Finding> {
    let mut found = Vec::new();
    for at in 0..pieces.len() {
        if is_ssn(pieces, at) {
            found.push(Finding::Ssn);
        }
        if is_phone(pieces, at) {
            found.push(Finding::Phone);
        }
    }
    found
}

/// 123-45-6789, with hyphens or spaces; nine digits together behind a word. Numbers that are never given out are none
/// (no area 000, 666 or from 900, no group 00, no serial 0000).
fn is_ssn(pieces: &[Piece], at: usize) -> bool {
    if let Some([area, group, serial]) = shaped(pieces, at, [3, 2, 4]) {
        return given_out(area, group, serial);
    }
    let Some(piece) = pieces.get(at).filter(|piece| piece.is_number() && piece.folded.len() == 9) else { return false };
    let part = |range: std::ops::Range<usize>| piece.folded.get(range).unwrap_or_default();
    alone(pieces, at, 1) && behind(pieces, at, &SSN_WORDS) && given_out(part(0..3), part(3..5), part(5..9))
}

fn given_out(area: &str, group: &str, serial: &str) -> bool {
    !matches!(area, "000" | "666") && !area.starts_with('9') && group != "00" && serial != "0000"
}

/// (956) 555-0117, 956.555.0117, +1 956 555 0117, +52 81 1234 5678; ten digits together behind a word.
fn is_phone(pieces: &[Piece], at: usize) -> bool {
    // Neither area nor exchange of a North American number begins with 0 or 1.
    let real = |digits: &str| !digits.starts_with(['0', '1']);
    if let Some([area, exchange, _]) = shaped(pieces, at, [3, 3, 4]) {
        return real(area) && real(exchange);
    }
    let Some(piece) = pieces.get(at).filter(|piece| piece.is_number()) else { return false };
    if piece.gap.ends_with('+') {
        let digits: usize = pieces
            .iter()
            .skip(at)
            .enumerate()
            .take_while(|(place, next)| next.is_number() && (*place == 0 || close(next)))
            .map(|(_, next)| next.folded.len())
            .sum();
        return (10..=15).contains(&digits);
    }
    piece.folded.len() == 10 && behind(pieces, at, &PHONE_WORDS)
}

/// Groups of so many digits with single separators between, and no digits right before or after.
fn shaped<const N: usize>(pieces: &[Piece], at: usize, lengths: [usize; N]) -> Option<[&str; N]> {
    let groups = pieces.get(at..at + N)?;
    let fits = groups.iter().zip(lengths).enumerate().all(|(place, (piece, length))| {
        piece.is_number() && piece.folded.len() == length && (place == 0 || close(piece))
    });
    if !fits || !alone(pieces, at, N) {
        return None;
    }
    let mut digits = groups.iter().map(|piece| piece.folded.as_str());
    Some(std::array::from_fn(|_| digits.next().unwrap_or_default()))
}

/// Whether neither neighbour is part of the same number: a country code of one digit may stand before.
fn alone(pieces: &[Piece], at: usize, length: usize) -> bool {
    let first_is_close = pieces.get(at).is_some_and(close);
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    let before = before.is_some_and(|piece| first_is_close && piece.is_number() && piece.folded != "1");
    let after = pieces.get(at + length).is_some_and(|piece| piece.is_number() && close(piece));
    !before && !after
}

/// Whether what stands before a piece ties it to the one before.
fn close(piece: &Piece) -> bool {
    matches!(piece.gap.as_str(), " " | "-" | "." | ") " | ")" | "/" | "\u{a0}" | "\u{2011}" | " (" | "-(" | "")
}

fn behind(pieces: &[Piece], at: usize, words: &[&str]) -> bool {
    let from = at.saturating_sub(NEAR);
    pieces.get(from..at).is_some_and(|before| before.iter().any(|piece| words.contains(&piece.folded.as_str())))
}
