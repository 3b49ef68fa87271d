//! What the description says of every address alike: the token, and the problems that any of them may have.

use utoipa::openapi::{
    Components, Content, OpenApi, Ref, RefOr, Response,
    path::{Operation, ParameterIn},
    schema::SchemaType,
    schema::{Schema, Type},
    security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
};

const TOKEN: &str = "token";

/// Adds it.
pub(super) fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::default);
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.add_security_scheme(TOKEN, bearer);
    // Without a token in the settings there is none to send.
    document.security = Some(vec![
        SecurityRequirement::default(),
        SecurityRequirement::new::<_, [&str; 0], _>(TOKEN, []),
    ]);
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.patch,
        ];
        for operation in operations.into_iter().flatten() {
            add_problems(operation);
        }
    }
}

fn add_problems(operation: &mut Operation) {
    let mut problems = vec![
        ("401", "The token is missing or another"),
        ("403", "A page of another site, or a strange host, asks"),
        ("503", "What it would do cannot be written down"),
    ];
    // A snapshot is read as it comes, whatever it is called.
    let is_upload = operation.operation_id.as_deref() == Some("upload");
    if operation.request_body.is_some() {
        problems.push(("400", "The body is no JSON, or did not come in time"));
        problems.push(("413", "The body is too large"));
        if !is_upload {
            problems.push(("415", "The body is not sent as application/json"));
            problems.push(("422", "A member is unknown, missing or not acceptable"));
        }
    }
    if has_readable_parameters(operation) {
        problems.push(("400", "A number or a query cannot be read"));
    }
    problems.push(("400", "It is not told which host is asked"));
    let responses = &mut operation.responses.responses;
    for (status, description) in problems {
        responses
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::T(problem(description)));
    }
}

/// Whether there are parameters that not every text is good for.
fn has_readable_parameters(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter().flatten();
    parameters.any(|parameter| match parameter {
        RefOr::T(parameter) => {
            let is_number = matches!(
                &parameter.schema,
                Some(RefOr::T(Schema::Object(object))) if object.schema_type == SchemaType::Type(Type::Integer)
            );
            parameter.parameter_in == ParameterIn::Query || is_number
        }
        RefOr::Ref(_) => false,
    })
}

fn problem(description: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    let mut response = Response::new(description);
    response
        .content
        .insert("application/json".to_owned(), RefOr::T(content));
    response
}
