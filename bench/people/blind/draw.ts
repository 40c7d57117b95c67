import type { Random } from "../random.js";

const hex = (random: Random, digits: number): string => Array.from({ length: digits }, () => random.between(0, 15).toString(16)).join("");

/** An object id as Microsoft's directories make them. */
export function randomId(random: Random): string {
  return [8, 4, 4, 4, 12].map((digits) => hex(random, digits)).join("-");
}

/** The immutable id that synchronisation derives from an object id: base64 of its bytes, the first three groups reversed. */
export function immutableId(id: string): string {
  const [a = "", b = "", c = "", ...rest] = id.split("-");
  const reversed = [a, b, c].map((group) => (group.match(/../g) ?? []).reverse().join(""));
  return Buffer.from([...reversed, ...rest].join(""), "hex").toString("base64");
}

/** Draws a key of a table of weights. */
export function weighted(random: Random, weights: Readonly<Record<string, number>>): string {
  const entries = Object.entries(weights);
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left <= 0) return key;
  }
  return entries[0]?.[0] ?? "";
}

const DAY = 86_400_000;

/** A date `from` to `to` days before the day the sets are made for. */
export function daysAgo(random: Random, from: number, to: number): Date {
  return new Date(Date.UTC(2025, 11, 31) - random.between(from, to) * DAY - random.between(0, DAY / 1000) * 1000);
}

export const dateOnly = (date: Date): string => date.toISOString().slice(0, 10);

export const digits = (random: Random, count: number): string => Array.from({ length: count }, () => random.between(0, 9)).join("");
