import type { Transport } from "../transport.js";
import type { Fixtures } from "./fixtures.js";

interface GraphPage {
  readonly "@odata.nextLink"?: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

/** Relations that Graph sends with an object only when they are expanded. */
const RELATIONS = ["manager", "sponsors"];

/** Objects of an expanded relation that Graph sends at most. */
const EXPANDED = 20;

/** Microsoft Graph, as far as the sample company needs it: pages, `$select`, `$expand`, simple filters and refusals. */
export function graphTransport(fixtures: Fixtures): Transport {
  const transport: Transport = async (url, init) => {
    const { origin, pathname, searchParams } = new URL(url);
    if (pathname === "/v1.0/$batch") return batch(`${origin}/v1.0`, String(init.body), transport);
    const page = Number(/page-(\d+)/.exec(searchParams.get("$skiptoken") ?? "page-1")?.[1]);
    const stored = await fixtures.find(pathname, page);
    switch (stored.kind) {
      case "missing":
        return answer(404, { error: { code: "Request_ResourceNotFound", message: `Resource '${pathname}' does not exist.` } });
      case "refusal":
        return answer(stored.status, stored.body);
      case "page":
        return answer(
          200,
          isPage(stored.body) ? asked(await withRelation(stored.body, pathname, searchParams, fixtures), searchParams) : stored.body,
        );
    }
  };
  return transport;
}

/** The page with an expanded relation that is stored under each of its objects. */
async function withRelation(page: GraphPage, pathname: string, query: URLSearchParams, fixtures: Fixtures): Promise<GraphPage> {
  const [relation = ""] = (query.get("$expand") ?? "").split("(", 1);
  if (relation === "" || RELATIONS.includes(relation)) return page;
  const value = page.value.map(async (object) => {
    const stored = await fixtures.find(`${pathname}/${object["id"]}/${relation}`, 1);
    return stored.kind === "page" && isPage(stored.body) ? { ...object, [relation]: stored.body.value.slice(0, EXPANDED) } : object;
  });
  return { ...page, value: await Promise.all(value) };
}

/** Several requests in one. */
async function batch(base: string, body: string, transport: Transport): Promise<Response> {
  const { requests } = JSON.parse(body) as { requests: readonly { readonly id: string; readonly url: string }[] };
  const responses = requests.map(async ({ id, url }) => {
    const response = await transport(base + url, {});
    return { id, status: response.status, body: await response.json() };
  });
  return answer(200, { responses: await Promise.all(responses) });
}

const isPage = (body: unknown): body is GraphPage => typeof body === "object" && body !== null && "value" in body && Array.isArray(body.value);

/** A filter as far as it is needed: one property that equals a text. */
function filterOf(filter: string | null): (object: Readonly<Record<string, unknown>>) => boolean {
  const [, name, wanted] = /^(\w+) eq '([^']*)'$/.exec(filter ?? "") ?? [];
  return name === undefined ? () => true : (object) => object[name] === wanted;
}

/** The page with the properties that were asked for, and a next link that goes on asking for them. */
function asked(page: GraphPage, query: URLSearchParams): unknown {
  const expanded = (query.get("$expand") ?? "").split(",").map((relation) => relation.split("(", 1)[0] ?? "");
  const selected = query.get("$select")?.split(",");
  const isSent = (name: string) => {
    if (name.startsWith("@odata.") || expanded.includes(name)) return true;
    return !RELATIONS.includes(name) && (selected === undefined || selected.includes(name));
  };
  const filtered = page.value.filter(filterOf(query.get("$filter")));
  const value = filtered.map((object) => Object.fromEntries(Object.entries(object).filter(([name]) => isSent(name))));
  const next = page["@odata.nextLink"];
  return { ...page, value, ...(next === undefined ? {} : { "@odata.nextLink": withQuery(next, query) }) };
}

function withQuery(link: string, query: URLSearchParams): string {
  const kept = ["$select", "$expand", "$filter"].flatMap((name) => (query.has(name) ? [`${name}=${encodeURIComponent(query.get(name) ?? "")}`] : []));
  return [link, ...kept].join("&");
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
