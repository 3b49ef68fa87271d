//! Parts of the `OpenAPI` document that many addresses share: the token, the merchant's code, and common problems.

use utoipa::openapi::{
    Components, Content, Object, OpenApi, Ref, RefOr, Required, Response,
    path::{Operation, Parameter, ParameterIn},
    schema::{Schema, SchemaType, Type},
    security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
};

const TOKEN: &str = "token";

/// Adds these parts.
pub(super) fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::default);
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.add_security_scheme(TOKEN, bearer);
    // Without a token in the settings, none is needed.
    document.security = Some(vec![
        SecurityRequirement::default(),
        SecurityRequirement::new::<_, [&str; 0], _>(TOKEN, []),
    ]);
    for (path, item) in &mut document.paths.paths {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.patch,
        ];
        for operation in operations.into_iter().flatten() {
            if path.contains("{code}") {
                add_merchant(operation);
            }
            add_problems(operation);
        }
    }
}

/// Adds the merchant of an address, as [`super::merchant::OfMerchant`] takes it.
fn add_merchant(operation: &mut Operation) {
    let mut code = Parameter::new("code");
    code.parameter_in = ParameterIn::Path;
    code.description = Some("加盟店コード".to_owned());
    code.required = Required::True;
    code.schema = Some(Object::with_type(Type::String).into());
    let parameters = operation.parameters.get_or_insert_default();
    parameters.insert(0, RefOr::T(code));
    add_problem(operation, "404", "There is no such merchant");
}

fn add_problems(operation: &mut Operation) {
    let mut problems = vec![
        ("401", "The token is missing or another"),
        ("403", "A page of another site, or a strange host, asks"),
        ("503", "What it would do cannot be written down"),
    ];
    // A snapshot is read whatever its content type.
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
    for (status, description) in problems {
        add_problem(operation, status, description);
    }
}

/// Describes a status, unless the address describes it.
fn add_problem(operation: &mut Operation, status: &str, description: &str) {
    let responses = &mut operation.responses.responses;
    responses
        .entry(status.to_owned())
        .or_insert_with(|| RefOr::T(problem(description)));
}

/// Whether any parameter does not accept every text.
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
