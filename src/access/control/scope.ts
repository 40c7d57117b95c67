/** How the scope of a grant is read: ids joined by spaces, each perhaps behind a slash; or one of these for everything. */
export const WHOLE = `('/', '*', '')`;

/**
 * The objects that a scope may name, in SQL, as a list without the slash before each: what its words name, and what the
 * whole of it does, for the ids of some directories have spaces in them.
 */
export const objectsIn = (scope: string) =>
  `list_distinct(list_prepend(ltrim(${scope}, '/'), list_transform(string_split(${scope}, ' '), lambda object: ltrim(object, '/'))))`;

/** Whether all that a scope names is known, in SQL over its objects: the whole of it names something, or every word does. */
export const allKnown = (scope: string, object: string, known: string) =>
  `(bool_or(${object} = ltrim(${scope}, '/') AND ${known}) OR coalesce(bool_and(${known}) FILTER (${object} <> ltrim(${scope}, '/')), false))`;
