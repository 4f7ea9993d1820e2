// A certified OpenID Connect server for the tests: node oidc_provider.mjs PORT USERS.json
// USERS.json has the claims of each account by its login name, and is read anew for each question.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [port, users, modules] = process.argv.slice(2);
const found = createRequire(`${modules}/`).resolve("oidc-provider");
const { default: Provider } = await import(pathToFileURL(found).href);

const client = (id) => ({
  client_id: id,
  client_secret: `secret of ${id}`,
  redirect_uris: ["https://desk.example.ma/desk/login/back"],
  post_logout_redirect_uris: ["https://desk.example.ma/desk/login"],
  grant_types: ["authorization_code", "refresh_token"],
});
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client("abwab"), client("another")],
  claims: { profile: ["name", "roles"] },
  cookies: { keys: ["of the tests"] },
  pkce: { required: () => true },
  ttl: { AccessToken: 4, IdToken: 60, Session: 600, Grant: 600, Interaction: 600 },
  async findAccount(_, id) {
    const accounts = JSON.parse(readFileSync(users));
    return id in accounts ? { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) } : undefined;
  },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
