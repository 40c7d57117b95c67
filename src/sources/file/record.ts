/** One record of a file, before anybody has looked at what is in it. */
export interface RawRecord<T> {
  /** Where it begins: the line in CSV and NDJSON, the record's number in a JSON list; from 1. */
  readonly at: number;
  readonly value: T;
}

/** A stretch of a file that is no record. */
export interface Unreadable {
  readonly at: number;
  readonly unreadable: string;
}

/** What was read of a file at once. */
export interface Batch<T> {
  readonly records: readonly (RawRecord<T> | Unreadable)[];
  /** Some text in it may hold NUL characters or halves of surrogate pairs. */
  readonly suspect: boolean;
}

export function isUnreadable(record: RawRecord<unknown> | Unreadable): record is Unreadable {
  return "unreadable" in record;
}

/** What is wrong with bytes that are not UTF-8. */
export const NOT_UTF8 = "is not valid UTF-8: save the file as UTF-8";

/**
 * Bytes of one record. Ours: a group's record may list some hundred thousand members, and reading one must
 * still fit into a small machine's memory several times over.
 */
export const LONGEST_RECORD = 64 << 20;

export const TOO_LONG = `is longer than ${LONGEST_RECORD >> 20} MiB: check that the file is what its name says`;
