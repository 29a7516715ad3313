// An OpenID Connect provider that behaves like ProConnect: PKCE, state and nonce of 32 characters or more, no parameter
// that it does not know (Y000400), user information as a signed JWT, id_token_hint needed at logout.
//
// usage: node provider.mjs PORT REDIRECT_URI POST_LOGOUT_REDIRECT_URI
// PUT /forged (JSON: claims, or null) has the user information say these claims under the signature of the true ones.
// The person at the keyboard is whoever PUT /person (JSON: sub, email, email_verified, given_name, usual_name) named last.
import http from "node:http";
import Provider from "oidc-provider";

const [port, redirectUri, afterLogout] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
let person = null;
let forged = null;

const provider = new Provider(issuer, {
  clients: [{
    client_id: "maillage",
    client_secret: "a-secret-of-the-tests",
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [afterLogout],
    token_endpoint_auth_method: "client_secret_post",
    id_token_signed_response_alg: "RS256",
    userinfo_signed_response_alg: "RS256",
  }],
  acrValues: ["eidas1"],
  claims: {
    openid: ["sub"], given_name: ["given_name"], usual_name: ["usual_name"], email: ["email", "email_verified"], acr: null,
  },
  scopes: ["openid", "given_name", "usual_name", "email"],
  features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  pkce: { required: () => true },
  ttl: { AuthorizationCode: 60 },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ ...person, sub: id }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid given_name usual_name email");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  await next();
  if (forged === null || ctx.path !== "/me" || typeof ctx.body !== "string") return;
  const [header, claims, signature] = ctx.body.split(".");
  const lie = { ...JSON.parse(Buffer.from(claims, "base64url")), ...forged };
  ctx.body = [header, Buffer.from(JSON.stringify(lie)).toString("base64url"), signature].join(".");
});

const KNOWN = new Set(["response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "acr_values",
  "code_challenge", "code_challenge_method"]);

function refusal(address) {
  if (address.pathname === "/auth") {
    const unknown = [...address.searchParams.keys()].filter((name) => !KNOWN.has(name));
    if (unknown.length) return `Y000400: unknown parameters ${unknown}`;
    const short = ["state", "nonce"].filter((name) => (address.searchParams.get(name) ?? "").length < 32);
    if (short.length) return `Y000400: too short ${short}`;
  }
  if (address.pathname === "/session/end" && !address.searchParams.get("id_token_hint")) return "Y000400: id_token_hint";
  return null;
}

const answer = provider.callback();
http.createServer(async (request, response) => {
  const address = new URL(request.url, issuer);
  if (request.method === "PUT") {
    let body = "";
    for await (const part of request) body += part;
    if (address.pathname === "/person") person = JSON.parse(body);
    if (address.pathname === "/forged") forged = JSON.parse(body);
    return response.end();
  }
  if (request.method === "GET" && refusal(address)) {
    response.statusCode = 400;
    return response.end(refusal(address));
  }
  if (address.pathname.startsWith("/interaction/")) {
    return provider.interactionFinished(request, response, { login: { accountId: person.sub, acr: "eidas1" } });
  }
  return answer(request, response);
}).listen(Number(port), "127.0.0.1");
