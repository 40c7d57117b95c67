import { Refusal } from "../contract.js";
import { type Answer, answerOf, isObject, type Reply } from "./answers.js";

/** What a batch came to: an answer for each request, or one for all where it was not taken as a whole. */
export type BatchAnswer = { readonly kind: "answers"; readonly answers: readonly Answer[] } | Exclude<Answer, { kind: "page" }>;

/**
 * Takes a batch's answer apart. Replies come in any order, and an outer 200 says nothing of them; a request that was left out
 * is a fault of its own.
 */
export function batchAnswerOf(reply: Reply, count: number): BatchAnswer {
  const responses = isObject(reply.body) ? reply.body["responses"] : undefined;
  if (reply.status !== 200 || !Array.isArray(responses)) {
    const outer = answerOf(reply);
    return outer.kind === "page" ? { kind: "faulty", refusal: new Refusal("failed", "the answer is not one of Graph's", reply.status) } : outer;
  }
  const answers: Answer[] = Array.from({ length: count }, () => ({
    kind: "faulty",
    refusal: new Refusal("failed", "a request was left out of the answer"),
  }));
  for (const response of responses) {
    const index = isObject(response) && typeof response["id"] === "string" && /^\d{1,2}$/.test(response["id"]) ? Number(response["id"]) : count;
    if (index < count) answers[index] = partAnswerOf(response);
  }
  return { kind: "answers", answers };
}

function partAnswerOf(response: Readonly<Record<string, unknown>>): Answer {
  const { status, headers, body } = response;
  if (typeof status !== "number") return { kind: "faulty", refusal: new Refusal("failed", "a request was answered without a status") };
  return answerOf({ status, headers: new PartHeaders(headers), body });
}

/** Headers of a part: an object, with names in any case. */
class PartHeaders {
  readonly #headers: ReadonlyMap<string, unknown>;

  constructor(headers: unknown) {
    this.#headers = new Map(Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [name.toLowerCase(), value]));
  }

  get(name: string): string | null {
    const value = this.#headers.get(name.toLowerCase());
    return typeof value === "string" || typeof value === "number" ? String(value) : null;
  }
}
