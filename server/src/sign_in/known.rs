// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is known of a provider: its discovery document and its keys, in the types of the library.

use jiff::Timestamp;
use oauth2::{
    AuthType, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    RedirectUrl, StandardErrorResponse, StandardTokenResponse,
};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AdditionalProviderMetadata, Client, DiscoveryError, EndSessionUrl, IdTokenFields, IssuerUrl,
    ProviderMetadata,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::fetch::{FetchError, Fetcher};
use super::trouble::Trouble;
use crate::config;

/// What a discovery document says beyond OpenID Connect Discovery 1.0.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct More {
    /// Where a session is ended (RP-Initiated Logout 1.0).
    end_session_endpoint: Option<EndSessionUrl>,
    /// Whether the answer names its issuer (RFC 9207).
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

/// Claims beyond the standard ones, as they come.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct OtherClaims {
    #[serde(flatten)]
    claims: Map<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Fields = IdTokenFields<
    OtherClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// The token that says who somebody is.
pub(super) type IdToken =
    openidconnect::IdToken<OtherClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// What it says.
pub(super) type IdTokenClaims = openidconnect::IdTokenClaims<OtherClaims, CoreGenderClaim>;

/// What the userinfo endpoint says.
pub(super) type UserInfo = openidconnect::UserInfoClaims<OtherClaims, CoreGenderClaim>;

type OidcClient = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What was learnt of a provider, and when.
pub(super) struct Known {
    pub(super) client: OidcClient,
    /// Where a session is ended.
    pub(super) end_session: Option<EndSessionUrl>,
    /// Whether each answer must name its issuer.
    pub(super) names_issuer: bool,
    pub(super) at: Timestamp,
}

/// Reads a provider's discovery document and its keys.
pub(super) async fn discover(
    config: &config::Provider,
    fetcher: &Fetcher,
    back: &RedirectUrl,
    now: Timestamp,
) -> Result<Known, Trouble> {
    let issuer = IssuerUrl::new(config.issuer.clone()).map_err(|_| Trouble::answer("issuer_unfit"))?;
    let metadata = Metadata::discover_async(issuer, fetcher).await.map_err(|error| trouble(&error))?;
    check_addresses(&metadata, fetcher)?;
    let more = metadata.additional_metadata().clone();
    let auth_type = auth_type(&metadata);
    let secret = config.client_secret.as_ref().map(|secret| ClientSecret::new(secret.expose().to_owned()));
    let client = OidcClient::from_provider_metadata(metadata, ClientId::new(config.client_id.clone()), secret)
        .set_redirect_uri(back.clone())
        .set_auth_type(auth_type);
    Ok(Known {
        client,
        end_session: more.end_session_endpoint.filter(|endpoint| fetcher.may_ask(endpoint.url())),
        names_issuer: more.authorization_response_iss_parameter_supported,
        at: now,
    })
}

/// Browsers are sent to the one, secrets to the other.
fn check_addresses(metadata: &Metadata, fetcher: &Fetcher) -> Result<(), Trouble> {
    let token = metadata.token_endpoint().ok_or(Trouble::answer("no_token_endpoint"))?;
    let userinfo = metadata.userinfo_endpoint().is_none_or(|endpoint| fetcher.may_ask(endpoint.url()));
    let may_ask = fetcher.may_ask(metadata.authorization_endpoint().url()) && fetcher.may_ask(token.url()) && userinfo;
    if may_ask { Ok(()) } else { Err(Trouble::answer("forbidden_address")) }
}

/// How the portal shows its secret: in the header, unless the provider takes it in the form alone.
fn auth_type(metadata: &Metadata) -> AuthType {
    let takes = |method| metadata.token_endpoint_auth_methods_supported().is_none_or(|all| all.contains(&method));
    let in_form = !takes(CoreClientAuthMethod::ClientSecretBasic) && takes(CoreClientAuthMethod::ClientSecretPost);
    if in_form { AuthType::RequestBody } else { AuthType::BasicAuth }
}

fn trouble(error: &DiscoveryError<FetchError>) -> Trouble {
    match error {
        DiscoveryError::Request(error) => error.trouble(),
        DiscoveryError::Validation(_) => Trouble::answer("discovery_other_issuer"),
        DiscoveryError::Response(..) => Trouble::answer("discovery_refused"),
        _ => Trouble::answer("discovery_unreadable"),
    }
}
