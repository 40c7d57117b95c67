import type { Transport } from "../transport.js";
import type { Fixtures } from "./fixtures.js";

/** A page as Okta sends it, with its Link header kept beside the body. */
interface OktaPage {
  readonly link: string;
  readonly body: unknown;
}

/** Okta, as far as the sample company needs it: pages and refusals, and which users a listing leaves out. */
export function oktaTransport(fixtures: Fixtures): Transport {
  return async (url) => {
    const { pathname, searchParams } = new URL(url);
    const page = Number(/page-(\d+)/.exec(searchParams.get("after") ?? "page-1")?.[1]);
    // Policies of one type are a listing of their own, though Okta tells them apart by a parameter only.
    const type = pathname === "/api/v1/policies" ? `/${searchParams.get("type")}` : "";
    const stored = await fixtures.find(pathname + type, page);
    switch (stored.kind) {
      case "missing":
        return answer(404, {
          errorCode: "E0000007",
          errorSummary: `Not found: Resource not found: ${pathname}`,
          errorLink: "E0000007",
          errorCauses: [],
        });
      case "refusal":
        return answer(stored.status, stored.body);
      case "page": {
        const { link, body } = stored.body as OktaPage;
        const isUsers = pathname === "/api/v1/users";
        return answer(200, isUsers ? usersOf(body as readonly User[], searchParams) : body, withQuery(link, searchParams));
      }
    }
  };
}

interface User {
  readonly status: string;
}

/** Without a search or a filter, Okta leaves out deactivated users. */
function usersOf(users: readonly User[], query: URLSearchParams): readonly User[] {
  const filter = query.get("filter") ?? query.get("search");
  if (filter === null) return users.filter((user) => user.status !== "DEPROVISIONED");
  const status = /status eq "(\w+)"/.exec(filter)?.[1];
  return status === undefined ? users : users.filter((user) => user.status === status);
}

/** Next links go on asking for what was asked for. */
function withQuery(link: string, query: URLSearchParams): string {
  const kept = [...query].filter(([name]) => name !== "after").map(([name, value]) => `&${name}=${encodeURIComponent(value)}`);
  return link.replace(/(after=page-\d+)/g, `$1${kept.join("")}`);
}

function answer(status: number, body: unknown, link?: string): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...(link === undefined ? {} : { link }) } });
}
