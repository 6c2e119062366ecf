//! An entry as JSON, with everything that an outsider needs to compute its leaf hash: for exports, proofs, and what goes
//! to another system as it is written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Entry, Signed, tree::Hash};
use crate::model::{MsixId, Opening, hex};

/// Hashes in base64, as in checkpoints.
pub fn hashes(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(|hash| STANDARD.encode(hash)).collect()
}

/// An entry as it is sealed: no child is named but `shown`, whose openings go with it.
pub fn entry(sealed: &Entry, leaf: &Hash, openings: &[Option<Opening>], shown: Option<MsixId>) -> Value {
    let children: Vec<Value> = sealed
        .children
        .iter()
        .enumerate()
        .map(|(at, commitment)| {
            let opening = openings.get(at).copied().flatten().filter(|opening| Some(opening.child) == shown);
            match opening {
                Some(Opening { child, salt }) => {
                    json!({ "commitment": hex(&commitment.0), "msix_id": child.to_string(), "salt": hex(&salt) })
                }
                None => json!({ "commitment": hex(&commitment.0) }),
            }
        })
        .collect();
    json!({
        "seq": sealed.seq,
        "at": sealed.at.to_string(),
        "actor": { "kind": sealed.actor.word(), "name": sealed.actor.name().as_str() },
        "origin": sealed.origin.to_string(),
        "kind": sealed.event.kind(),
        "purpose": sealed.event.purpose().map(|purpose| purpose.word()),
        "outcome": sealed.outcome.word(),
        "event": details(sealed),
        "children": children,
        "previous": hex(&sealed.previous),
        "leaf": hex(leaf),
        "bytes": STANDARD.encode(crate::store::plain(sealed)),
    })
}

/// The fields of the event, without the places of the children.
fn details(sealed: &Entry) -> Value {
    let mut fields = match serde_json::to_value(&sealed.event) {
        Ok(Value::Object(event)) => event.into_iter().next().map_or(Value::Null, |(_, fields)| fields),
        _ => Value::Null,
    };
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|name, _| name != "children" && name != "msix_id");
    }
    fields
}

/// A checkpoint: its note.
pub fn checkpoint(signed: &Signed) -> Value {
    json!({ "size": signed.checkpoint.size, "note": signed.text() })
}
