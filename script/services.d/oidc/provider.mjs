// An OpenID Connect provider for tests, that answers as ProConnect does (client
// `proconnect`: userinfo is a JWT signed for it) and as Pro Santé Connect does (client
// `psc`: userinfo is JSON, without an e-mail). The secret is the client's name and
// `-secret`, the password of everybody `services`.
//
//     node provider.mjs PORT people.json
//
// Signed in as NAME, all is well; as NAME+FAULT, something is not:
//
//     refuse     the person refuses: error=access_denied comes back
//     nonce audience issuer expired   that claim of the ID token is wrong, well signed
//     signature  ID token and userinfo signed by a key that is not published
//     none       ID token with alg "none"
//     subject    userinfo about somebody else (OpenID Connect Core § 5.3.2)
//     email      no e-mail in userinfo
//     error      userinfo answers 500
//     slow       the token endpoint answers after 30 s
//     acr_ACR    the ID token says that acr
//
// Everything is in memory: each start is a new provider with a new key.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Provider from 'oidc-provider';

const [port, file] = process.argv.slice(2);
const people = JSON.parse(fs.readFileSync(file, 'utf8'));
const newKey = () => crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const [published, unknown] = [newKey(), newKey()];
const faultOf = new Map(); // by grant

const client = (name, more = {}) => ({
  client_id: name,
  client_secret: `${name}-secret`,
  redirect_uris: ['http://127.0.0.1/'], // any of this machine: see redirectUriAllowed
  token_endpoint_auth_method: 'client_secret_post',
  ...more,
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client('proconnect', { userinfo_signed_response_alg: 'RS256' }), client('psc')],
  jwks: { keys: [{ ...published.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'published' }] },
  cookies: { keys: [crypto.randomUUID()] },
  scopes: ['openid'],
  claims: {
    openid: ['sub'],
    ...Object.fromEntries(['given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id'].map((c) => [c, [c]])),
    scope_all: [
      'given_name', 'family_name', 'SubjectNameID', 'SubjectRole', 'SubjectOrganization',
      'Secteur_Activite', 'SubjectRefPro', 'otherIds',
    ],
  },
  acrValues: ['eidas1', 'eidas2', 'eidas3'],
  pkce: { required: () => true },
  features: { jwtUserinfo: { enabled: true }, devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 60, Session: 3600, Grant: 3600, IdToken: 300, Interaction: 600 },
  findAccount: (ctx, id) => {
    const { name, ...claims } = people.find(({ sub }) => sub === id);
    return { accountId: id, claims: () => claims };
  },
  // No page of consent: all that the client asks for is granted.
  async loadExistingGrant(ctx) {
    const { session, client: asking, params } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ accountId: session.accountId, clientId: asking.clientId });
    grant.addOIDCScope(params.scope);
    faultOf.set(await grant.save(), session.amr?.[0]); // see login
    return grant;
  },
});
const ofThisMachine = (uri) => ['127.0.0.1', 'localhost'].includes(new URL(uri).hostname);
provider.Client.prototype.redirectUriAllowed = ofThisMachine;
provider.Client.prototype.postLogoutRedirectUriAllowed = ofThisMachine;

function sign(claims, key, header = { alg: 'RS256', kid: 'published', typ: 'JWT' }) {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${key ? crypto.sign('sha256', Buffer.from(text), key).toString('base64url') : ''}`;
}
const read = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

const wrong = {
  nonce: { nonce: 'another' },
  audience: { aud: 'somebody-else' },
  issuer: { iss: 'https://other.example' },
  expired: { iat: 1_600_000_000, exp: 1_600_000_300 },
};

async function faults(ctx, next) {
  await next();
  const fault = faultOf.get(ctx.oidc?.entities?.Grant?.jti);
  if (!fault || ctx.status !== 200) return;
  if (ctx.oidc.route === 'token') {
    const claims = read(ctx.body.id_token);
    if (fault === 'slow') await sleep(30_000);
    if (wrong[fault]) ctx.body.id_token = sign({ ...claims, ...wrong[fault] }, published);
    if (fault === 'signature') ctx.body.id_token = sign(claims, unknown);
    if (fault === 'none') ctx.body.id_token = sign(claims, null, { alg: 'none', typ: 'JWT' });
    if (fault.startsWith('acr_')) ctx.body.id_token = sign({ ...claims, acr: fault.slice(4) }, published);
  } else if (ctx.oidc.route === 'userinfo') {
    if (fault === 'error') return ctx.throw(500);
    const signed = typeof ctx.body === 'string';
    const claims = signed ? read(ctx.body) : ctx.body;
    if (fault === 'subject') claims.sub = crypto.randomUUID();
    if (fault === 'email') delete claims.email;
    ctx.body = signed ? sign(claims, fault === 'signature' ? unknown : published) : claims;
  }
}

async function login(ctx, next) {
  if (!ctx.path.startsWith('/interaction/')) return next();
  let message = '';
  if (ctx.method === 'POST') {
    const chunks = [];
    for await (const chunk of ctx.req) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const [name, fault] = (form.get('username') ?? '').split('+');
    const found = people.find((person) => person.name === name);
    if (found && fault === 'refuse') {
      return provider.interactionFinished(ctx.req, ctx.res, { error: 'access_denied' });
    }
    if (found && form.get('password') === 'services') {
      const amr = fault ? [fault] : undefined;
      return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: found.sub, acr: 'eidas1', amr } });
    }
    message = '<p role="alert">Identifiant ou mot de passe incorrect.</p>';
  } else {
    await provider.interactionDetails(ctx.req, ctx.res); // an unknown one is an error
  }
  ctx.type = 'html';
  ctx.body = `<!doctype html><html lang="fr"><title>Fournisseur de test</title><h1>Fournisseur d’identité de test</h1>${message}
<form method="post"><label>Identifiant <input name="username"></label>
<label>Mot de passe <input name="password" type="password"></label><button>Se connecter</button></form></html>`;
}

provider.use(faults);
provider.use(login);
provider.listen(Number(port), '127.0.0.1');
