// Ids and days that look drawn by lot and are the same each time: they depend on the words they are made from only.
import { createHash } from "node:crypto";

const digest = (words) => createHash("sha256").update(words.join("/")).digest();

/** An object id as Entra writes it. */
export function guid(...words) {
  const hex = digest(words).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An object id as Okta writes it: three characters that say what it is, seventeen that say which. */
export function oktaId(prefix, ...words) {
  const text = digest(words)
    .toString("base64")
    .replace(/[^A-Za-z0-9]/g, "");
  return `${prefix}${text.slice(0, 14)}5d7`;
}

/** A number from 0 up to, not including, `below`. */
export const pick = (below, ...words) => digest(words).readUInt32BE(0) % below;

/** The on-premises object's id as Entra holds it: the sixteen bytes of its GUID in base64. */
export const immutableId = (...words) =>
  digest(["immutable", ...words])
    .subarray(0, 16)
    .toString("base64");

const DAY = 86_400_000;

/** The moment `days` before `now`, at some time of the working day. */
export function daysBefore(now, days, ...words) {
  const midnight = Math.floor((Date.parse(now) - days * DAY) / DAY) * DAY;
  return new Date(midnight + (7 * 3600 + pick(9 * 3600, "time", ...words)) * 1000);
}

/** A day of the description, at some time of the working day; a moment stays as it is. */
export function moment(written, ...words) {
  return String(written).includes("T") ? new Date(written) : daysBefore(`${written}T00:00:00Z`, 0, written, ...words);
}

/** A moment as Graph writes it. */
export const graphTime = (date) => (date === null ? null : date.toISOString().replace(".000Z", "Z"));

/** A moment as Okta writes it. */
export const oktaTime = (date) => (date === null ? null : date.toISOString());
