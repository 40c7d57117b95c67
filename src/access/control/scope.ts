/** How the scope of a grant is read: ids joined by spaces, each perhaps behind a slash; or one of these for everything. */
export const WHOLE = `('/', '*', '')`;

/** The objects that a scope names, in SQL, as a list without the slash before each. */
export const objectsIn = (scope: string) => `list_transform(string_split(${scope}, ' '), lambda object: ltrim(object, '/'))`;
