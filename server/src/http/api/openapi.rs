// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The description of the programming interface (OpenAPI 3.1).

use axum::Json;
use axum::extract::State;
use domain::{Kind, Language};
use serde_json::{Value, json};

use crate::http::Served;

/// `GET /api/openapi.json`
pub async fn document(State(served): State<Served>) -> Json<Value> {
    Json(describe(&served.site.base_url))
}

/// The whole description, for a server at an address.
pub fn describe(base_url: &str) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Innesto",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Good practices of public administrations. Reads no cookies; shows what a visitor may see, or the member of a bearer token.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "servers": [{ "url": base_url }],
        "security": [{}, { "token": [] }],
        "paths": {
            "/api/v1/search": { "get": search() },
            "/api/v1/practices": { "post": begin() },
            "/api/v1/practices/{uid}": { "get": record("getPractice", "A practice, as export writes it, with its address, phase and adoptions.") },
            "/api/v1/twinnings/{uid}": { "get": record("getTwinning", "A twinning, as export writes it, with its address; who is no party gets it without what belongs to the parties alone.") },
            "/api/v1/organisations/{uid}": { "get": record("getOrganisation", "An organisation, as export writes it, with its address.") },
            "/api/v1/adverts/{uid}": { "get": record("getAdvert", "What a body seeks or offers, as export writes it, with its address and without who wrote it.") },
            "/api/v1/threads/{uid}": { "get": record("getThread", "A discussion, as export writes it, with its address and without who began it.") },
            "/api/v1/threads/{uid}/posts": { "post": write() },
            "/api/v1/posts/{uid}": { "get": record("getPost", "A post of a discussion, as export writes it, with its address and the `files` of its documents, and without who wrote it.") },
            "/api/openapi.json": { "get": {
                "operationId": "getDescription",
                "summary": "This description.",
                "responses": { "200": answer("The description.", "application/json", &json!({ "type": "object" })) },
            } },
        },
        "components": {
            "schemas": schemas(),
            "securitySchemes": { "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "Made by `innesto token create`; acts as its member, in no role of the portal.",
            } },
        },
    })
}

fn search() -> Value {
    let codes = |codes: Vec<&str>| json!({ "type": "string", "enum": codes });
    json!({
        "operationId": "search",
        "summary": "Searches the library.",
        "parameters": [
            parameter("q", true, "What to search, at most 256 characters; words, \"a phrase\", -without, tema: regione: ente: tipo: anno>=.", &json!({ "type": "string", "maxLength": 256 })),
            parameter("kind", false, "Only records of this kind.", &codes(Kind::ALL.iter().map(|kind| kind.code()).collect())),
            parameter("lang", false, "Only records in this language.", &codes(Language::ALL.iter().map(|language| language.code()).collect())),
            parameter("theme", false, "Only this theme and those below it, by its slug.", &json!({ "type": "string" })),
            parameter("region", false, "ISTAT code of two digits, or NUTS 2 abroad.", &json!({ "type": "string" })),
            parameter("limit", false, "How many results.", &json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 10 })),
            parameter("offset", false, "How many results to leave out; offset and limit together at most 1,000.", &json!({ "type": "integer", "minimum": 0, "maximum": 1000, "default": 0 })),
        ],
        "responses": {
            "200": answer("What was found.", "application/json", &json!({ "$ref": "#/components/schemas/Found" })),
            "400": wrong("A parameter is wrong."),
            "401": wrong("The token is not in force."),
            "503": wrong("The index is being built, or too much is asked at once."),
        },
    })
}

fn begin() -> Value {
    json!({
        "operationId": "beginPractice",
        "summary": "Begins a practice, as a draft of the token's member. Once answered, it is kept.",
        "security": [{ "token": [] }],
        "parameters": [{
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "The same key of the same member again, for seven days, makes nothing and is answered the same.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 200 },
        }],
        "requestBody": { "required": true, "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Draft" },
        } } },
        "responses": {
            "201": answer("It is there.", "application/json", &json!({ "$ref": "#/components/schemas/Made" })),
            "400": wrong("There is no key, or the body is no draft."),
            "401": wrong("There is no token, or it is not in force."),
            "422": wrong("A field is wrong."),
            "503": wrong("The portal cannot answer now."),
        },
    })
}

fn write() -> Value {
    json!({
        "operationId": "writePost",
        "summary": "Writes into a discussion, as the token's member. Once answered, it is kept.",
        "security": [{ "token": [] }],
        "parameters": [
            { "name": "uid", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^[A-Za-z0-9._:~-]{1,120}$" } },
            {
                "name": "Idempotency-Key", "in": "header", "required": true,
                "description": "The same key of the same member again, for thirty days, writes nothing and is answered the same.",
                "schema": { "type": "string", "minLength": 1, "maxLength": 200 },
            },
        ],
        "requestBody": { "required": true, "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/NewPost" },
        } } },
        "responses": {
            "201": answer("It is there.", "application/json", &json!({ "$ref": "#/components/schemas/Written" })),
            "400": wrong("There is no key, or the body is no post."),
            "401": wrong("There is no token, or it is not in force."),
            "403": wrong("Only those with a part in what it is about write there."),
            "404": wrong("There is no such discussion for who asks."),
            "409": wrong("The key was used for something else, or the discussion takes no words any more."),
            "422": wrong("A field is wrong."),
            "429": wrong("The member may not write for a while."),
            "503": wrong("The portal cannot answer now."),
        },
    })
}

/// What is sent to write a post, and what comes back.
fn posts() -> [(&'static str, Value); 2] {
    let post = json!({
        "type": "object",
        "required": ["body"],
        "additionalProperties": false,
        "properties": {
            "body": { "type": "string", "minLength": domain::post::BODY_MIN, "maxLength": domain::post::BODY_MAX, "description": "Markdown." },
            "reply_to": { "type": "string", "description": "The post that it answers, by its uid." },
        },
    });
    let written = json!({
        "type": "object",
        "required": ["uid", "url", "standing"],
        "properties": {
            "uid": { "type": "string" },
            "url": { "type": "string", "description": "Its place in the discussion." },
            "standing": { "type": "string", "enum": ["visible", "queued"], "description": "Queued: it waits until a moderator has read it." },
        },
    });
    [("NewPost", post), ("Written", written)]
}

/// What is sent to make a draft, and what comes back.
fn drafts() -> [(&'static str, Value); 2] {
    let markdown =
        json!({ "type": "string", "description": "Markdown, at most 64 KiB; one of the three texts is wanted." });
    let draft = json!({
        "type": "object",
        "required": ["title", "language"],
        "additionalProperties": false,
        "properties": {
            "title": { "type": "string", "minLength": 1, "maxLength": domain::text::TITLE_MAX },
            "language": { "type": "string", "enum": Language::ALL.iter().map(|one| one.code()).collect::<Vec<_>>() },
            "owner_org": { "type": "string", "description": "An organisation that the member acts for, by its uid." },
            "summary": markdown, "problem": markdown, "solution": markdown,
        },
    });
    let made = json!({
        "type": "object",
        "required": ["uid", "url"],
        "properties": { "uid": { "type": "string" }, "url": { "type": "string", "description": "Its desk." } },
    });
    [("Draft", draft), ("Made", made)]
}

fn record(operation: &str, summary: &str) -> Value {
    json!({
        "operationId": operation,
        "summary": summary,
        "parameters": [{ "name": "uid", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^[A-Za-z0-9._:~-]{1,120}$" } }],
        "responses": {
            "200": answer("The record.", "application/json", &json!({ "type": "object", "required": ["type", "uid", "url"] })),
            "401": wrong("The token is not in force."),
            "404": wrong("There is no such record for who asks."),
            "503": wrong("The portal cannot answer now."),
        },
    })
}

fn parameter(name: &str, required: bool, about: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "required": required, "description": about, "schema": schema })
}

fn answer(about: &str, kind: &str, schema: &Value) -> Value {
    json!({ "description": about, "content": { kind: { "schema": schema } } })
}

fn wrong(about: &str) -> Value {
    answer(about, "application/problem+json", &json!({ "$ref": "#/components/schemas/Problem" }))
}

fn schemas() -> Value {
    let mut all = json!({
        "Found": {
            "type": "object",
            "required": ["total", "correction", "hits"],
            "properties": {
                "total": { "type": "integer", "minimum": 0 },
                "correction": { "type": ["string", "null"], "description": "What was probably meant." },
                "hits": { "type": "array", "items": { "$ref": "#/components/schemas/Hit" } },
            },
        },
        "Hit": {
            "type": "object",
            "required": ["kind", "uid", "title", "url", "excerpt", "score"],
            "properties": {
                "kind": { "type": "string" },
                "uid": { "type": "string" },
                "title": { "type": "string" },
                "url": { "type": "string", "description": "Address below the server's." },
                "excerpt": { "type": "string", "description": "Plain text." },
                "score": { "type": "number" },
                "file": {
                    "type": "string",
                    "description": "Of a document only: address of its file; its url is that of its practice.",
                },
            },
        },
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status"],
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string" },
                "instance": { "type": "string" },
            },
        },
    });
    for (name, schema) in drafts().into_iter().chain(posts()) {
        all[name] = schema;
    }
    all
}
