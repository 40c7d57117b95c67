/** Loaded only when there is a file to parse. A static import, as the package is CommonJS and has no names when it is imported dynamically from the bundle. */
export { parseDocument } from "yaml";
