// Okta's applications, their credentials and what was consented to.
import { moment, oktaId, oktaTime } from "./ids.mjs";
import { policyId } from "./okta-policies.mjs";
import { last } from "./okta-users.mjs";

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

const appId = (written) => oktaId("0oa", "app", written.name);

export function application(written, company) {
  const org = company.oktaOrg;
  const id = appId(written);
  const saml = written.kind === "saml";
  return {
    id,
    orn: `orn:okta:idp:${oktaId("00o", org)}:apps:${saml ? "custom_saml" : "oidc_client"}:${id}`,
    name: saml ? `larkfield_${written.name.toLowerCase().replaceAll(" ", "_")}_1` : "oidc_client",
    label: written.name,
    status: "ACTIVE",
    created: oktaTime(moment(written.created ?? written.secrets?.[0]?.from ?? "2023-04-03", written.name)),
    lastUpdated: last(["app", written.name]),
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: { autoSubmitToolbar: false, hide: { iOS: !saml, web: !saml } },
    features: [],
    ...(written.sponsor === undefined ? {} : { profile: { sponsor: `${company.account("okta", written.sponsor).login}@${company.domain}` } }),
    signOnMode: saml ? "SAML_2_0" : "OPENID_CONNECT",
    credentials: saml ? { signing: {} } : { oauthClient: oauthClient(written, id) },
    settings: saml
      ? { app: {}, signOn: { audience: `https://${written.name.toLowerCase()}.larkfield.example` } }
      : { app: {}, oauthClient: oauthSettings(written) },
    _links: {
      accessPolicy: { href: `${org}/api/v1/policies/${policyId("ACCESS_POLICY", company.oktaPolicies.ACCESS_POLICY[0].name)}` },
      users: { href: `${org}/api/v1/apps/${id}/users` },
      groups: { href: `${org}/api/v1/apps/${id}/groups` },
    },
  };
}

const oauthClient = (written, id) => ({
  client_id: id,
  autoKeyRotation: true,
  token_endpoint_auth_method: written.keys === undefined ? "client_secret_basic" : "private_key_jwt",
  pkce_required: written.kind === "web",
});

const GRANT_TYPES = {
  web: ["authorization_code"],
  service: ["client_credentials"],
  exchange: ["authorization_code", "refresh_token", TOKEN_EXCHANGE],
};

const oauthSettings = (written) => ({
  client_uri: null,
  logo_uri: null,
  redirect_uris: written.kind === "service" ? [] : [`https://${written.name.toLowerCase().replaceAll(" ", "-")}.larkfield.example/callback`],
  response_types: written.kind === "service" ? ["token"] : ["code"],
  grant_types: GRANT_TYPES[written.kind],
  application_type: written.kind === "service" ? "service" : "web",
  consent_method: written.grants === undefined ? "TRUSTED" : "REQUIRED",
  issuer_mode: "ORG_URL",
  dpop_bound_access_tokens: false,
});

/** Okta answers with the secret and its hash; what stands here for both is not one. */
export const secretsOf = (written) =>
  (written.secrets ?? []).map((secret) => ({
    id: oktaId("ocs", "secret", written.name, secret.from),
    status: "ACTIVE",
    client_secret: "not-a-secret",
    secret_hash: "not-a-hash",
    created: oktaTime(moment(secret.from, "secret", written.name)),
    lastUpdated: oktaTime(moment(secret.from, "secret", written.name)),
  }));

export const keysOf = (written) =>
  (written.keys ?? []).map((key) => ({
    id: oktaId("pks", "key", written.name, key.from),
    kid: oktaId("kid", "key", written.name, key.from),
    kty: "RSA",
    alg: "RS256",
    use: "sig",
    status: "ACTIVE",
    created: oktaTime(moment(key.from, "key", written.name)),
    lastUpdated: oktaTime(moment(key.from, "key", written.name)),
  }));

export const scopeGrants = (one, company) =>
  (one.written.scopes ?? []).map((scopeId) => ({
    id: oktaId("oag", "grant", one.written.name, scopeId),
    status: "ACTIVE",
    created: one.object.created,
    createdBy: { id: company.account("okta", "adm-lars.nygaard").id, type: "User" },
    lastUpdated: one.object.created,
    issuer: company.oktaOrg,
    clientId: one.object.id,
    scopeId,
    source: "ADMIN",
  }));

export const grantsOf = (account, company, apps) =>
  apps.flatMap((one) =>
    (one.written.grants ?? [])
      .filter((grant) => grant.by === account.login)
      .flatMap((grant) =>
        grant.scopes.map((scopeId) => ({
          id: oktaId("oag", "grant", one.written.name, account.login, scopeId),
          status: "ACTIVE",
          created: oktaTime(moment(grant.at, account.login)),
          createdBy: { id: account.id, type: "User" },
          lastUpdated: oktaTime(moment(grant.at, account.login)),
          issuer: `${company.oktaOrg}/oauth2/default`,
          clientId: one.object.id,
          userId: account.id,
          scopeId,
          source: "END_USER",
        })),
      ),
  );

export const groupAssignments = (written, groups) =>
  (written.groups ?? []).map((name, priority) => {
    const found = groups.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no group in Okta is called ${name}`);
    return { id: found.id, priority, lastUpdated: last(["assignment", written.name, name]), profile: {} };
  });
