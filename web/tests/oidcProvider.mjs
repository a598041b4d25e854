// A real OpenID provider for tests: any name signs in with any password, and is called NAME@example.org.
// node oidcProvider.mjs PORT REDIRECT_URI
import Provider from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: 'kinoteka', client_secret: 'a secret between us two', redirect_uris: [redirectUri] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
  pkce: { required: () => true },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: !id.startsWith('new'), given_name: id }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log(issuer));
