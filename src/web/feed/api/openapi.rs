//! `GET /api/v1/openapi.json`: the interface described, made from what stands beside its code.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::changes::{JSON, LINES, PAGE};
use super::entry::{EVERY, TYPES, Type};
use super::problem::{self, Problem};
use super::query::{AFTER, LIMIT, Parameter};
use super::shape::{Field, Kind, object};
use super::{CHANGES, OPENAPI};

static TEXT: LazyLock<String> = LazyLock::new(document);

/// Open to everybody: there is nothing in it but the interface.
pub(in crate::web) async fn show() -> Response {
    ([(header::CONTENT_TYPE, JSON)], TEXT.as_str()).into_response()
}

/// The document (OpenAPI 3.1) as text. `assets/api/openapi.json` is a copy.
pub fn document() -> String {
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Vereda: the feed of a state",
            "version": "1",
            "description": "What a state's own system should know, in order, at least once. Fields and types of entries \
                            may be added; what is there does not change its meaning within version 1.",
        },
        "security": [{ "key": [] }],
        "paths": {
            CHANGES: { "get": {
                "operationId": "changes",
                "summary": "A page of the feed of the state whose key is shown.",
                "parameters": [parameter(&AFTER), parameter(&LIMIT)],
                "responses": responses(),
            } },
            OPENAPI: { "get": {
                "operationId": "openapi",
                "summary": "This document.",
                "security": [],
                "responses": { "200": { "description": "This document.", "content": { JSON: {} } } },
            } },
        },
        "components": {
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas(),
        },
    });
    // What was just made of maps and text can be written.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn parameter(Parameter { name, about, least, usual, most }: &Parameter) -> Value {
    let mut schema = json!({ "type": "integer", "minimum": least, "default": usual });
    if let (Some(most), Value::Object(map)) = (most, &mut schema) {
        map.insert("maximum".to_owned(), json!(most));
    }
    json!({ "name": name, "in": "query", "required": false, "description": about, "schema": schema })
}

fn responses() -> Value {
    let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let mut all = Map::new();
    let page = json!({
        "description": "A page, perhaps without entries. With `Accept: application/x-ndjson` its entries alone, one a line.",
        "headers": { "ETag": { "schema": { "type": "string" } } },
        "content": { JSON: { "schema": refer("page") }, LINES: { "schema": refer("entry") } },
    });
    all.insert("200".to_owned(), page);
    all.insert("304".to_owned(), json!({ "description": "The page with this `If-None-Match` has not changed." }));
    for (status, about) in Problem::STATUSES {
        let content = json!({ problem::MEDIA_TYPE: { "schema": refer("problem") } });
        all.insert(status.to_string(), json!({ "description": about, "content": content }));
    }
    Value::Object(all)
}

fn schemas() -> Value {
    let mut all = Map::new();
    let mut some = Vec::new();
    for Type { word, about, fields } in &TYPES {
        let kind = Field("type", Kind::Word(word), "What kind of entry it is.");
        all.insert((*word).to_owned(), object(about, EVERY.iter().chain([&kind]).chain(*fields)));
        some.push(json!({ "$ref": format!("#/components/schemas/{word}") }));
    }
    all.insert("entry".to_owned(), json!({ "oneOf": some, "discriminator": { "propertyName": "type" } }));
    let mut page = object("A page of a feed.", &PAGE);
    let entries = json!({
        "type": "array", "description": "In order, without a gap.", "items": { "$ref": "#/components/schemas/entry" },
    });
    if let Some(Value::Object(properties)) = page.get_mut("properties") {
        properties.insert("entries".to_owned(), entries);
    }
    if let Some(Value::Array(required)) = page.get_mut("required") {
        required.push(json!("entries"));
    }
    all.insert("page".to_owned(), page);
    all.insert("problem".to_owned(), object("What went wrong (RFC 9457).", &problem::FIELDS));
    Value::Object(all)
}
